import { badRequest, type FlowkerError } from './errors.ts';

const MOST_NAME_BYTES = 100;
const MOST_DESCRIPTION_BYTES = 500;

/** What a request says of a configuration. What is undefined was not sent. */
export interface ConfigFields {
  name: string | undefined;
  description: string | undefined;
  config: Record<string, unknown> | undefined;
}

/** The first rule of Flowker's, in its order, that a request breaks; null when none is. Lengths are in bytes. */
export function brokenRule({ name, description, config }: ConfigFields): FlowkerError | null {
  if (name !== undefined && name.trim() === '') return refusal('FLK-0295', 'name', 'name is required');
  if (name !== undefined && Buffer.byteLength(name) > MOST_NAME_BYTES) {
    return refusal('FLK-0296', 'name', `name cannot exceed ${MOST_NAME_BYTES} characters`);
  }
  if (description !== undefined && Buffer.byteLength(description) > MOST_DESCRIPTION_BYTES) {
    const message = `description cannot exceed ${MOST_DESCRIPTION_BYTES} characters`;
    return refusal('FLK-0299', 'description', message);
  }
  if (config !== undefined && Object.keys(config).length === 0) {
    return refusal('FLK-0298', 'config', 'config is required and cannot be empty');
  }
  return null;
}

const refusal = (code: string, field: string, message: string): FlowkerError =>
  badRequest(code, message, { [field]: message });
