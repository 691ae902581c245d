// Small workspaces whose variables are assigned in files that Terraform does not load by itself.
// Called by the tests of workspace/ about such files.
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { render } from '../../server/src/messages.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import * as grammar from './grammar.ts';
import { memoryFileSystem } from './memoryFileSystem.ts';

/** A root in a folder (with a slash at its end, or empty) that opens port 22 to `var.cidrs`. */
export function root(folder: string, cidrs = '', port = '22'): string {
  return `
#- ${folder}main.tf
resource "aws_security_group" "web" {
  ingress {
    protocol    = "tcp"
    from_port   = ${port}
    to_port     = ${port}
    cidr_blocks = var.cidrs
  }
}
#- ${folder}variables.tf
variable "cidrs" {
  type = list(string)
  ${cidrs}
}
variable "project" {
  type    = string
  default = ""
}
`;
}

export const open = 'cidrs = ["0.0.0.0/0"]\n';
export const closed = 'cidrs = ["10.0.0.0/8"]\n';

function filesOf(fixture: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const part of fixture.split(/^#- /m).slice(1)) {
    const end = part.indexOf('\n');
    files.set(`/w/${part.slice(0, end)}`, part.slice(end + 1));
  }
  return files;
}

export function workspaceOf(fixture: string, variableFiles: readonly string[] = []) {
  const disk = filesOf(fixture);
  const fileSystem = memoryFileSystem(disk);
  const workspace = new Workspace(fileSystem, grammar, { checks: defaultCheckSettings, exclude: [], variableFiles });
  workspace.setFolders(['/w']);
  workspace.catchUp();
  return { workspace, disk };
}

/** What is found, as `file: what is said up to the first full stop`. */
export function said(workspace: Workspace): readonly string[] {
  return workspace
    .allFindings()
    .map(({ place, message }) => `${place.path.slice(3)}: ${render(message, 'en').replace(/\. .*/, '')}`);
}

export function saidOf(fixture: string, variableFiles: readonly string[] = []): readonly string[] {
  return said(workspaceOf(fixture, variableFiles).workspace);
}

/** What is said of the root's rule, up to where a file is named. */
export const opens = 'Port 22 (SSH) is open to every IPv4 address';
