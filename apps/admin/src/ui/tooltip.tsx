import {
  cloneElement,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useId,
  useRef,
} from 'react';
import { placeBelow } from './place.ts';

interface Described {
  'aria-describedby'?: string | undefined;
  onMouseEnter?: (event: MouseEvent<never>) => void;
  onMouseLeave?: (event: MouseEvent<never>) => void;
  onFocus?: (event: FocusEvent<never>) => void;
  onBlur?: (event: FocusEvent<never>) => void;
  onKeyDown?: (event: KeyboardEvent<never>) => void;
}

interface TooltipProps {
  /** Null while there is nothing to say: the element stays the same one, and keeps the focus. */
  text: string | null;
  /** One element that can have the focus. */
  children: ReactElement<Described>;
}

/** Describes an element on hover and on focus. Escape hides the text. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const bubble = useRef<HTMLSpanElement>(null);
  const { props } = children;
  const show = ({ currentTarget }: { currentTarget: EventTarget }) => {
    if (!bubble.current || !(currentTarget instanceof HTMLElement)) return;
    bubble.current.showPopover();
    placeBelow(bubble.current, currentTarget);
  };
  const hide = () => bubble.current?.hidePopover();
  return (
    <>
      {cloneElement(children, {
        'aria-describedby': text === null ? props['aria-describedby'] : id,
        onMouseEnter: (event: MouseEvent<never>) => {
          props.onMouseEnter?.(event);
          show(event);
        },
        onMouseLeave: (event: MouseEvent<never>) => {
          props.onMouseLeave?.(event);
          hide();
        },
        onFocus: (event: FocusEvent<never>) => {
          props.onFocus?.(event);
          show(event);
        },
        onBlur: (event: FocusEvent<never>) => {
          props.onBlur?.(event);
          hide();
        },
        onKeyDown: (event: KeyboardEvent<never>) => {
          props.onKeyDown?.(event);
          if (event.key === 'Escape') hide();
        },
      })}
      {text === null ? null : (
        <span
          ref={bubble}
          id={id}
          role="tooltip"
          popover="manual"
          className="fixed m-0 max-w-72 rounded border border-line-strong bg-surface px-2 py-1 text-xs font-normal whitespace-normal text-text shadow"
        >
          {text}
        </span>
      )}
    </>
  );
}
