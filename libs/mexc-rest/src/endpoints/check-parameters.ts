import type { EndpointName } from '@prate/mexc-protocol';
import { InvalidRequestError, type Issue } from '../errors';
import { memberIssues, type ParameterRule } from './parameter-rules';

/**
 * Refuses parameters that make no sense, before anything is signed or sent.
 *
 * @param rules one for each member of the parameters; other members are refused
 * @param together what members mean in combination, looked at when each is fine alone
 * @throws {InvalidRequestError} naming everything that is wrong
 */
export function checkParameters<Parameters extends object>(
  operation: EndpointName,
  parameters: Parameters,
  rules: Readonly<Record<keyof Required<Parameters> & string, ParameterRule>>,
  together: (parameters: Parameters) => readonly Issue[] = () => [],
): void {
  const alone = memberIssues(rules, parameters, '');
  const issues = alone.length > 0 ? alone : together(parameters);
  if (issues.length > 0) throw new InvalidRequestError(operation, issues);
}
