import { nameProblem } from '@berth/kernel';
import { MOST_DESCRIPTION, MOST_NAME } from './config-schema.ts';
import { type Code, FlowkerError } from './errors.ts';

/** The members of a request for a configuration; undefined for one that was not sent. */
export interface ConfigFields {
  name: string | undefined;
  description: string | undefined;
  config: Record<string, unknown> | undefined;
}

/** Finds the first rule that a request breaks, in Flowker's order; null when it breaks none. */
export function brokenRule({ name, description, config }: ConfigFields): FlowkerError | null {
  const fault = name === undefined ? null : nameProblem(name, MOST_NAME);
  if (fault?.code === 'invalid_min_length') return refusal('FLK-0295', 'name', 'name is required');
  if (fault?.code === 'invalid_max_length') {
    return refusal('FLK-0296', 'name', `name cannot exceed ${MOST_NAME} characters`);
  }
  if (fault) {
    const message = `name ${fault.message.charAt(0).toLowerCase()}${fault.message.slice(1)}`;
    return refusal('FLK-0001', 'name', message);
  }
  if (description !== undefined && lengthOf(description) > MOST_DESCRIPTION) {
    const message = `description cannot exceed ${MOST_DESCRIPTION} characters`;
    return refusal('FLK-0299', 'description', message);
  }
  if (config !== undefined && Object.keys(config).length === 0) {
    return refusal('FLK-0298', 'config', 'config is required and cannot be empty');
  }
  return null;
}

/** Counts characters, as a schema does. */
const lengthOf = (text: string): number => [...text].length;

const refusal = (code: Code, field: string, message: string): FlowkerError =>
  new FlowkerError(code, message, { [field]: message });
