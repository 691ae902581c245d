// Which modules a made-up workspace has, where they lie, whom they call, and which files they are made of.
import type { Random } from './random.ts';
import type { Shape } from './shape.ts';

/** One folder with Terraform in it. */
export interface PlannedModule {
  /** Relative to the workspace. */
  readonly dir: string;
  /** Whether it is there to be called; the others are root modules. */
  readonly isShared: boolean;
  readonly calls: readonly PlannedModule[];
  /** How many files hold rules. */
  readonly ruleFiles: number;
  /** All its files, those with rules among them. */
  readonly files: number;
}

/** A root has main, variables, outputs, versions and terraform.tfvars, a shared module all but the last. */
export function smallestModule({ isShared }: { readonly isShared: boolean }): number {
  return isShared ? 4 : 5;
}

const teams = ['platform', 'payments', 'search', 'data', 'identity', 'media', 'logistics', 'risk', 'growth', 'ml'];
const stages = ['dev', 'staging', 'prod'];
const regions = ['ap-northeast-1', 'eu-west-1', 'us-east-1'];
const kinds = ['service', 'queue', 'bucket', 'database', 'network', 'firewall', 'role', 'dns', 'cache', 'stream'];

/** Modules that are called stand before their callers. */
export function planModules(shape: Shape, random: Random): readonly PlannedModule[] {
  const shared = Math.min(shape.modules - 1, Math.round(shape.modules / 5));
  const ruleFiles = spread(shape.ruleFiles, shape.modules, random);
  const sizes = sizesOf(shape, shared, ruleFiles, random);
  const modules: PlannedModule[] = [];
  const levels: PlannedModule[][] = [];
  for (let index = 0; index < shape.modules; index++) {
    const isShared = index < shared;
    // Level 0 calls nothing; each further level calls the one below it.
    const level = isShared ? Math.floor((index * shape.depth) / shared) : shape.depth;
    const below = levels[isShared ? level - 1 : random.below(levels.length)] ?? [];
    const calls = callsTo(below, isShared ? 1 + random.below(2) : random.below(2 * shape.calls + 1), random);
    const module: PlannedModule = {
      dir: isShared ? sharedDir(index) : rootDir(index - shared),
      isShared,
      calls,
      ruleFiles: ruleFiles[index] ?? 0,
      files: sizes[index] ?? 0,
    };
    modules.push(module);
    if (isShared) (levels[level] ??= []).push(module);
  }
  return modules;
}

function sharedDir(index: number): string {
  return `modules/${kinds[index % kinds.length] ?? ''}-${Math.floor(index / kinds.length)}`;
}

/** Some teams have a folder for each region, others not. */
function rootDir(index: number): string {
  const team = index % teams.length;
  const number = Math.floor(index / teams.length);
  const stage = stages[number % stages.length] ?? '';
  const service = `app-${Math.floor(number / stages.length)}`;
  const region = team % 3 === 0 ? `/${regions[team % regions.length] ?? ''}` : '';
  return `live/${teams[team] ?? ''}${region}/${service}/${stage}`;
}

function callsTo(modules: readonly PlannedModule[], count: number, random: Random): readonly PlannedModule[] {
  const called = new Set<PlannedModule>();
  for (let call = 0; call < count; call++) {
    const module = modules[random.below(modules.length)];
    if (module !== undefined) called.add(module);
  }
  return [...called];
}

/** Shares out files with rules: most modules that have one have one, some have several. */
function spread(count: number, modules: number, random: Random): readonly number[] {
  const shares = new Array<number>(modules).fill(0);
  for (let file = 0; file < count; file++) {
    const index = random.below(modules);
    shares[index] = (shares[index] ?? 0) + 1;
  }
  return shares;
}

/** The number of files of each module. They add up to the shape's, unless the least that modules need is more. */
function sizesOf(shape: Shape, shared: number, ruleFiles: readonly number[], random: Random): readonly number[] {
  const sizes = ruleFiles.map((rules, index) => smallestModule({ isShared: index < shared }) + rules);
  let left = shape.files - sizes.reduce((sum, size) => sum + size, 0);
  // A few modules are large: the same one is hit again and again.
  const favourites = Math.max(1, Math.floor(shape.modules / 20));
  for (; left > 0; left--) {
    const index = random.chance(0.3) ? random.below(favourites) * 19 : random.below(shape.modules);
    const place = index % shape.modules;
    sizes[place] = (sizes[place] ?? 0) + 1;
  }
  return sizes;
}
