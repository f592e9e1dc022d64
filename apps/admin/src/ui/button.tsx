import { Link } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Tooltip } from './tooltip.tsx';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'border-accent bg-accent text-on-accent hover:brightness-95',
  plain: 'border-line-strong bg-surface text-text hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-text hover:bg-sunken',
  danger: 'border-bad bg-surface text-bad hover:bg-bad-soft',
};

const SHAPE =
  'inline-flex min-h-8 items-center justify-center gap-1.5 rounded border text-sm font-medium whitespace-nowrap select-none';
const OFF = 'cursor-not-allowed opacity-55';

interface Look {
  kind?: ButtonKind;
  /** True for a button that shows an icon alone; it needs `aria-label`. */
  square?: boolean;
}

const look = ({ kind = 'plain', square = false }: Look): string =>
  classes(SHAPE, KINDS[kind], square ? 'min-w-8 px-1' : kind === 'quiet' ? 'px-2' : 'px-3');

interface ButtonProps extends Look, Omit<ComponentProps<'button'>, 'disabled'> {
  /** The reason why the button is off, shown on hover and focus; null or absent while it is on. */
  disabledReason?: string | null | undefined;
  busy?: boolean;
}

/** Shows a button. One that is off keeps the focus, and tells why. */
export function Button({
  kind,
  square,
  disabledReason,
  busy = false,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const isOff = Boolean(disabledReason) || busy;
  return (
    <Tooltip text={disabledReason || null}>
      <button
        type="button"
        {...rest}
        aria-disabled={isOff || undefined}
        aria-busy={busy || undefined}
        className={classes(
          look({ ...(kind ? { kind } : {}), ...(square ? { square } : {}) }),
          isOff && OFF,
          className,
        )}
        onClick={isOff ? (event) => event.preventDefault() : onClick}
      />
    </Tooltip>
  );
}

interface LinkButtonProps extends Look {
  /** The path of a view: `/provider-configs`. */
  to: string;
  search?: Record<string, unknown>;
  /** The reason why nobody can go there, shown on hover and focus; null or absent where one can. */
  disabledReason?: string | null | undefined;
  className?: string;
  children: ReactNode;
}

/** Shows a link that looks like a button, and is one while it is off. */
export function LinkButton({ to, search, disabledReason, className, children, ...rest }: LinkButtonProps) {
  if (disabledReason) {
    return (
      <Button {...rest} className={className} disabledReason={disabledReason}>
        {children}
      </Button>
    );
  }
  return (
    <Link to={to} {...(search ? { search: search as never } : {})} className={classes(look(rest), className)}>
      {children}
    </Link>
  );
}
