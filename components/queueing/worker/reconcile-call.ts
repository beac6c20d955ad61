/** By what the worker knows that it is to compare every seat map with the database. */
export const reconcileCall = JSON.stringify({ reconcile: {} });
