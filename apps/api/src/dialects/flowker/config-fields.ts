import { handleProblem, metadataProblem } from '@berth/domain';
import { type Problem, textProblem } from '@berth/kernel';
import { MOST_DESCRIPTION, MOST_NAME } from './config-schema.ts';
import { type FlowkerError, flowkerErrors, invalidMembers } from './errors.ts';

/** The members of a request for a configuration; undefined for one that was not sent. */
export interface ConfigFields {
  name: string | undefined;
  description: string | undefined;
  config: Record<string, unknown> | undefined;
  /** The whole metadata after the request. */
  metadata: Record<string, unknown> | null | undefined;
}

/** Finds the rules that a request breaks, in Flowker's order, which has no rule for metadata. */
export function brokenRules({ name, description, config, metadata }: ConfigFields): FlowkerError[] {
  const broken: FlowkerError[] = [];
  const fault = name === undefined ? null : handleProblem(name);
  if (fault) broken.push(nameError(fault));
  if (description !== undefined && lengthOf(description) > MOST_DESCRIPTION) {
    const max = MOST_DESCRIPTION;
    broken.push(flowkerErrors.longDescription({ max }, { description: `cannot exceed ${max} characters` }));
  }
  const misleading = textProblem(description ?? '', 'lines');
  if (misleading) broken.push(flowkerErrors.invalidBody({ description: misleading.message }));
  if (config !== undefined && Object.keys(config).length === 0) {
    broken.push(flowkerErrors.emptyConfig({ config: 'must have at least one member' }));
  }
  const tooLarge = metadataProblem(metadata);
  if (tooLarge) broken.push(invalidMembers([tooLarge]));
  return broken;
}

function nameError({ code, message }: Pick<Problem, 'code' | 'message'>): FlowkerError {
  if (code === 'invalid_min_length') return flowkerErrors.noName({ name: NAMES });
  if (code === 'invalid_max_length') return flowkerErrors.longName({ max: MOST_NAME }, { name: NAMES });
  return flowkerErrors.invalidBody({ name: message });
}

/** Says which names there are, beside the documented message. */
const NAMES = `must have 1 to ${MOST_NAME} visible characters, with spaces between them`;

/** Counts characters, as a schema does. */
const lengthOf = (text: string): number => [...text].length;
