// How large a made-up workspace is, and how it hangs together.

/** Sizes of a workspace. The same shape gives the same workspace, byte for byte. */
export interface Shape {
  /** Terraform's files: `.tf` and `.tfvars`. */
  readonly files: number;
  /** Folders with a module in them, those that others call among them. */
  readonly modules: number;
  /** Files that hold a rule of a security group. */
  readonly ruleFiles: number;
  /** Module calls of a root module, on average. */
  readonly calls: number;
  /** How many modules a call leads through at most: a root that calls modules that call nothing has depth 1. */
  readonly depth: number;
  /** The size, on average and in bytes, of a file that is not one of those every module has. */
  readonly fileBytes: number;
  readonly seed: number;
}

/** Twelve thousand files, sized and mixed as in the large public repositories that were looked at. */
export const defaultShape: Shape = {
  files: 12_000,
  modules: 1_500,
  ruleFiles: 600,
  calls: 3,
  depth: 3,
  fileBytes: 1_950,
  seed: 1,
};

/** The same mix with another number of files. */
export function scaled(shape: Shape, files: number): Shape {
  const part = (count: number): number => Math.max(1, Math.round((count * files) / shape.files));
  return { ...shape, files, modules: part(shape.modules), ruleFiles: part(shape.ruleFiles) };
}
