import { type FormModel, openForm } from '../form/model.ts';
import type { Node } from '../form/schema/node.ts';
import { isObject } from '../json/json.ts';
import { type Pointer, pointerOf } from '../json/pointer.ts';

/** A form that the server hands over: a schema without defaults, and the defaults that may be seen. */
interface HandedForm {
  schema: unknown;
  secretPaths: readonly Pointer[];
  /** Defaults by place; `*` stands for the index of an item. */
  presets: Readonly<Record<Pointer, unknown>>;
}

export interface HandedMethod extends HandedForm {
  name: string;
  description: string | null;
}

/** The content of a setup page for its script. The server writes it (`handed-over.ts`). */
export interface Handed {
  /** The auth methods to enter a credential for. */
  methods: readonly HandedMethod[];
  config: (HandedForm & { description: string | null }) | null;
  texts: Readonly<
    Record<'choose' | 'config' | 'credential' | 'method' | 'summary' | 'summaryHint' | 'unsent', string>
  >;
}

/** Opens a form for a new value. */
export function openHanded({ schema, secretPaths, presets }: HandedForm): FormModel {
  const model = openForm({ schema, shown: {}, secretPaths });
  addPresets(model.prepared.root, presets, '');
  return model;
}

function addPresets(node: Node, presets: HandedForm['presets'], at: Pointer, isBranch = false): void {
  if (!isBranch && Object.hasOwn(presets, at)) node['x-default'] = presets[at];
  for (const [name, member] of Object.entries(node.properties ?? {})) {
    addPresets(member, presets, at + pointerOf([name]));
  }
  if (isObject(node.items)) addPresets(node.items as Node, presets, `${at}/*`);
  for (const branch of (node['x-unions'] ?? []).flat()) addPresets(branch, presets, at, true);
  for (const { holds, fails } of node['x-when'] ?? []) {
    for (const one of [holds, fails]) if (one) addPresets(one, presets, at, true);
  }
}
