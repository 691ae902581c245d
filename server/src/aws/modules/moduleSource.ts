// Which module a call's source names, and in which versions: registry addresses, and the same modules' repositories on GitHub.
// It looks for nothing on disk.
// Called by index.ts.
import type { VersionRange } from './versionRange.ts';
import { exactVersion, readVersionConstraint } from './versionRange.ts';

/** A module of the public registry, as a source names it. */
export interface ModuleSource {
  /** `terraform-aws-modules/security-group/aws`. */
  readonly module: string;
  /** The folder behind `//`, empty for the module itself: `modules/ssh`. */
  readonly folder: string;
  /** The versions that may be meant; undefined where nothing says. */
  readonly versions: VersionRange | undefined;
}

/**
 * Reads `source` and, for registry addresses, `version`. Undefined for private registries, for archives and for repositories
 * that are not on GitHub. https://developer.hashicorp.com/terraform/language/modules/sources
 */
export function readModuleSource(source: string, version: string | undefined): ModuleSource | undefined {
  const registry = registryAddress.exec(source)?.groups;
  if (registry !== undefined) {
    const versions = version === undefined ? undefined : readVersionConstraint(version);
    return { module: registry['module'] ?? '', folder: folderOf(registry['folder']), versions };
  }
  const git = repository.exec(source)?.groups;
  if (git === undefined) return undefined;
  const { namespace, system, name, folder, query } = git;
  const ref = /(?:^|&)ref=([^&]*)/.exec(query ?? '')?.[1];
  return {
    module: `${namespace ?? ''}/${name ?? ''}/${system ?? ''}`,
    folder: folderOf(folder),
    // A branch or a commit says nothing of the version.
    versions: ref === undefined ? undefined : exactVersion(ref.replace(/^v/, '')),
  };
}

const registryAddress =
  /^(?:registry\.(?:terraform\.io|opentofu\.org)\/)?(?<module>[\w-]+\/[\w-]+\/[a-z0-9]+)(?:\/\/(?<folder>[^?]*))?$/;

/** The registry takes its modules from repositories that are named so. */
const repository =
  /^(?:git::)?(?:https:\/\/|ssh:\/\/git@|git@)?github\.com[/:](?<namespace>[\w-]+)\/terraform-(?<system>[a-z0-9]+)-(?<name>[\w-]+?)(?:\.git)?(?:\/\/(?<folder>[^?]*))?(?:\?(?<query>.*))?$/;

function folderOf(written: string | undefined): string {
  return (written ?? '')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
