import { RejectedTriggerError } from '../../domain/errors.ts';

/**
 * The refusal of a form that cannot be read.
 *
 * @param path the field, where it is one field's fault
 */
export function formInvalid(message: string, path = ''): RejectedTriggerError {
  const faults = path === '' ? [] : [{ path: path.slice(0, 100), code: 'FORM_INVALID', message }];
  return new RejectedTriggerError('FORM_INVALID', path === '' ? message : `${faults[0]?.path}: ${message}`, { faults });
}
