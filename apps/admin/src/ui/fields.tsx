import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

const INPUT =
  'min-h-8 w-full rounded border border-line-strong bg-surface px-2 text-sm text-text placeholder:text-muted aria-invalid:border-bad';

interface FieldProps {
  label: string;
  /** Shown below the label, and read with the input. */
  hint?: ReactNode;
  /** Shown below the input, and read with it. */
  error?: string | null | undefined;
  /** True to show the label to readers of the screen alone. */
  hideLabel?: boolean;
}

interface Frame extends FieldProps {
  id: string;
  children: ReactNode;
}

const Field = ({ id, label, hint, error, hideLabel, children }: Frame) => (
  <div className="grid gap-1">
    <label htmlFor={id} className={classes('text-sm font-medium', hideLabel && 'sr-only')}>
      {label}
    </label>
    {hint ? (
      <p id={`${id}-hint`} className="text-xs text-muted">
        {hint}
      </p>
    ) : null}
    {children}
    <p id={`${id}-error`} aria-live="polite" className="text-xs text-bad empty:hidden">
      {error}
    </p>
  </div>
);

const described = (id: string, { hint, error }: FieldProps) => ({
  'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  'aria-invalid': error ? true : undefined,
});

/** Shows a line of text to fill in. */
export function TextField({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...input
}: FieldProps & ComponentProps<'input'>) {
  const id = useId();
  const field = { label, hint, error, ...(hideLabel ? { hideLabel } : {}) };
  return (
    <Field id={id} {...field}>
      <input id={id} {...described(id, field)} {...input} className={classes(INPUT, className)} />
    </Field>
  );
}

/** Shows several lines of text to fill in. */
export function TextArea({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...input
}: FieldProps & ComponentProps<'textarea'>) {
  const id = useId();
  const field = { label, hint, error, ...(hideLabel ? { hideLabel } : {}) };
  return (
    <Field id={id} {...field}>
      <textarea
        id={id}
        {...described(id, field)}
        {...input}
        className={classes(INPUT, 'py-1.5', className)}
      />
    </Field>
  );
}

interface SelectProps extends FieldProps, Omit<ComponentProps<'select'>, 'children'> {
  options: readonly { value: string; label: string }[];
}

/** Shows a choice of one among several. */
export function Select({ label, hint, error, hideLabel, options, className, ...select }: SelectProps) {
  const id = useId();
  const field = { label, hint, error, ...(hideLabel ? { hideLabel } : {}) };
  return (
    <Field id={id} {...field}>
      <select id={id} {...described(id, field)} {...select} className={classes(INPUT, 'pr-1', className)}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: string;
  hideLabel?: boolean;
}

/** Shows a box to tick. */
export const Checkbox = ({ label, hideLabel = false, className, ...input }: CheckboxProps) => (
  <label className={classes('inline-flex min-h-6 min-w-6 items-center gap-2 text-sm', className)}>
    <input type="checkbox" {...input} className="size-4 accent-accent" />
    <span className={classes(hideLabel && 'sr-only')}>{label}</span>
  </label>
);
