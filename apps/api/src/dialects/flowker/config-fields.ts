import { nameProblem } from '@berth/kernel';
import { MOST_DESCRIPTION, MOST_NAME } from './config-schema.ts';
import { type FlowkerError, flowkerErrors } from './errors.ts';

/** The members of a request for a configuration; undefined for one that was not sent. */
export interface ConfigFields {
  name: string | undefined;
  description: string | undefined;
  config: Record<string, unknown> | undefined;
}

/** Finds the first rule that a request breaks, in Flowker's order; null when it breaks none. */
export function brokenRule({ name, description, config }: ConfigFields): FlowkerError | null {
  const fault = name === undefined ? null : nameProblem(name, MOST_NAME);
  if (fault?.code === 'invalid_min_length') return flowkerErrors.noName({ name: NAMES });
  if (fault?.code === 'invalid_max_length') {
    return flowkerErrors.longName({ max: MOST_NAME }, { name: NAMES });
  }
  if (fault) return flowkerErrors.invalidBody({ name: fault.message });
  if (description !== undefined && lengthOf(description) > MOST_DESCRIPTION) {
    const max = MOST_DESCRIPTION;
    return flowkerErrors.longDescription({ max }, { description: `cannot exceed ${max} characters` });
  }
  if (config !== undefined && Object.keys(config).length === 0) {
    return flowkerErrors.emptyConfig({ config: 'must have at least one member' });
  }
  return null;
}

/** Says which names there are, beside the documented message. */
const NAMES = `must have 1 to ${MOST_NAME} visible characters, with spaces between them`;

/** Counts characters, as a schema does. */
const lengthOf = (text: string): number => [...text].length;
