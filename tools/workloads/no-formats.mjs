/**
 * Stands for packages that know formats which no schema here asks for, such as addresses with letters of every language:
 * they take longer to load than all schemas together.
 */
const none = {};

export default none;
