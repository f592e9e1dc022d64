import { mergePatch, type Pointer, PointerSet } from '@berth/json-schema';
import { type JsonObject, withoutNulls } from '../content/document.ts';
import type { Specification } from '../content/secrets.ts';
import type { Edit } from './edit.ts';
import { effectiveBefore, type Ground } from './ground.ts';
import { isMoved, type Kept } from './keep.ts';
import { differingFrom, keptIn, secretsOfShown, withKept } from './shown.ts';
import { overridden, withHidden } from './upgraded.ts';

/** Makes the own value after an edit. `places` are those that keep stored content. */
export async function nextValue(
  specification: Specification,
  ground: Ground,
  edit: Edit,
  places: readonly Kept[],
): Promise<JsonObject> {
  const { base } = ground;
  const own = ground.own?.value ?? {};
  switch (edit.kind) {
    case 'patch':
      return mergePatch(own, edit.patch) as JsonObject;
    case 'move':
      return overridden(base?.value, own, edit.patch);
    case 'replace':
      return base === null ? edit.value : withHidden(base.value, own, withoutNulls(edit.value));
    case 'shown': {
      const whole = withKept(edit.value, places, effectiveBefore(ground));
      if (base === null) return whole;
      const secrets = await secretsOfShown(specification, edit.value, base, ground.comparing);
      const sent = sentSecrets(places, secrets);
      return withHidden(base.value, own, withoutNulls(differingFrom(base.value, whole, own, sent)));
    }
    case 'restore':
      return edit.revision.document.value;
    default:
      return own;
  }
}

/** Takes from the secrets of a value those that do not stand at a place to keep. */
function sentSecrets(places: readonly Kept[], secrets: readonly Pointer[]): PointerSet {
  const kept = new PointerSet(places.filter((place) => !isMoved(place)).map(({ to }) => to));
  return new PointerSet(secrets.filter((pointer) => !kept.covers(pointer)));
}

/** The own value after an edit, as far as it is certain. */
export function certainValue(edit: Edit, own: JsonObject, base: JsonObject | undefined): JsonObject {
  switch (edit.kind) {
    case 'patch':
      return mergePatch(own, edit.patch) as JsonObject;
    case 'move':
      return overridden(base, own, edit.patch);
    case 'replace':
      return withoutNulls(edit.value);
    case 'shown':
      return keptIn(own, new PointerSet(edit.keep.map((one) => (typeof one === 'string' ? one : one.to))));
    default:
      return own;
  }
}
