import { isLaptop } from "../../infra/laptop";
import { readStackFile } from "./read-stack-file";
import { stacksIn, type StackFile } from "./stack-files";

/** The environments on AWS that have a file; one that cannot be read is taken for one, and says so when it is read. */
export function environmentsOnAws(directory: string): readonly StackFile[] {
  return stacksIn(directory).filter((stackFile) => {
    const { settings: elsewhere } = readStackFile(directory, stackFile, (config) => ({
      settings: isLaptop(config),
    }));
    return stackFile.folder === "" && elsewhere !== true;
  });
}
