import { cloneElement, type ReactElement, useId, useRef } from 'react';
import { placeBelow } from './place.ts';

interface TooltipProps {
  text: string;
  /** One element that can have the focus. */
  children: ReactElement<{ 'aria-describedby'?: string }>;
}

/** Describes an element on hover and on focus. Escape hides the text. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const show = () => {
    bubble.current?.showPopover();
    if (anchor.current && bubble.current) placeBelow(bubble.current, anchor.current);
  };
  const hide = () => bubble.current?.hidePopover();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the element within has the role; this only listens
    <span
      ref={anchor}
      className="inline-flex"
      onMouseEnter={show}
      onMouseLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {cloneElement(children, { 'aria-describedby': id })}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        className="fixed m-0 max-w-72 rounded border border-line-strong bg-surface px-2 py-1 text-xs font-normal whitespace-normal text-text shadow"
      >
        {text}
      </span>
    </span>
  );
}
