// Checkov: `#checkov:skip=CKV_AWS_24:reason` inside a resource silences that check for the whole resource.
// https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
import type { Acceptance, IgnoreTool } from './ignoreTool.ts';
import { groupPort } from './ignoreTool.ts';

/** Several ids stand behind one marker by comma. Checkov knows no expiry date. */
export const checkov: IgnoreTool = {
  name: 'Checkov',
  marker: /(?:checkov|bridgecrew|cortex):skip=/,
  read: (comments) =>
    comments.flatMap(({ place, text }) => {
      const ids = [...text.matchAll(/(?:checkov|bridgecrew|cortex):skip= *([A-Za-z_\d]+(?:,[A-Za-z_\d]+)*)/g)];
      const accepts = ids.flatMap(([, list = '']) => list.split(',')).flatMap((id) => table[id] ?? []);
      return accepts.length === 0 ? [] : [{ place, accepts, reach: { kind: 'resource' } as const }];
    }),
};

const table: Readonly<Record<string, Acceptance>> = {
  CKV_AWS_24: groupPort(22),
  CKV_AWS_25: groupPort(3389),
  CKV_AWS_260: groupPort(80),
  CKV_AWS_277: { of: 'securityGroup', ports: 'whole' },
  CKV_AWS_229: { of: 'networkAcl', ports: [21] },
  CKV_AWS_230: { of: 'networkAcl', ports: [20] },
  CKV_AWS_231: { of: 'networkAcl', ports: [3389] },
  CKV_AWS_232: { of: 'networkAcl', ports: [22] },
};
