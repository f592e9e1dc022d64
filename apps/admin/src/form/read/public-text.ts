import type { Path } from '../../json/pointer.ts';
import type { Node } from '../schema/node.ts';
import { hasLogin, hasSecretName } from './public-part.ts';

/** Lists the names of the members of a schema whose content is never secret. */
export function publicNames(root: Node, isSecret: (path: Path) => boolean): Set<string> {
  const [open, secret] = [new Set<string>(), new Set<string>()];
  const walk = (node: Node | undefined, path: Path, isInside: boolean): void => {
    if (!node) return;
    const isHidden = isInside || node['x-secret'] === true || isSecret(path);
    const name = path.at(-1);
    if (typeof name === 'string') (isHidden || hasSecretName(name) ? secret : open).add(name);
    for (const [step, below] of Object.entries(node.properties ?? {})) walk(below, [...path, step], isHidden);
    for (const [i, item] of [node.items ?? []].flat().entries()) walk(item, [...path, i], isHidden);
    for (const branch of (node['x-unions'] ?? []).flat()) walk(branch, path, isHidden);
    for (const { when, holds, fails } of node['x-when'] ?? [])
      for (const part of [when, holds, fails]) walk(part, path, isHidden);
  };
  walk(root, [], false);
  return new Set([...open].filter((name) => !secret.has(name)));
}

const TOKEN = /\s+|"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/g;
const PLAIN = /^(?:-?\d[\d.eE+-]*|true|false|null)$/;

/**
 * Empties in a text, which need not be JSON yet, all content that may be secret: what does not stand at one of the
 * names, texts with a login, and what is no JSON at all. The rest may be kept in the browser.
 */
export function publicText(text: string, names: ReadonlySet<string>): string {
  const inside: string[] = [];
  let [name, before] = ['', ''];
  return text.replace(TOKEN, (token: string, at: number) => {
    if (token.trim() === '') return token;
    const previous = before;
    before = token;
    if (token === '{' || token === '[') inside.push(token);
    if (token === '}' || token === ']') inside.pop();
    if (/^[{}[\],:]$/.test(token)) return token;
    const isText = token.startsWith('"');
    if (isText && /^\s*:/.test(text.slice(at + token.length, at + token.length + 20)) && previous !== ':') {
      name = token.slice(1, -1);
      return token;
    }
    const isItem = inside.at(-1) === '[' && (previous === '[' || previous === ',');
    const isKept = (isText ? !hasLogin(token) : PLAIN.test(token)) && names.has(name);
    return isKept && (previous === ':' || isItem) ? token : '""';
  });
}
