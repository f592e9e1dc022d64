import type { ReactNode } from 'react';

const LINK = /\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)<>"]{1,500})\)|(https?:\/\/[^\s<>"')\]]{1,500})/g;

/** Writes a text of a stranger: HTML in it stays text, and only addresses of the web become links. */
export function RichText({ text }: { text: string }) {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const [whole, title, address, bare = ''] = found;
    const plain = bare.replace(/[.,;:!?]+$/, '');
    const url = address ?? plain;
    parts.push(text.slice(end, found.index));
    parts.push(
      <a
        key={found.index}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        className="text-accent underline underline-offset-2 break-words"
      >
        {title ?? plain}
      </a>,
    );
    end = found.index + (address === undefined ? plain.length : whole.length);
  }
  parts.push(text.slice(end));
  return <>{parts}</>;
}
