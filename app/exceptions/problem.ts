import { Exception } from '@adonisjs/core/exceptions'
import type { Form } from '#validators/form'

/** A refusal that a machine can act on; the exception handler writes it as RFC 9457 asks. */
export class Problem extends Exception {
  constructor(
    status: number,
    /** What clients branch on: "slot_taken". */
    readonly slug: string,
    readonly detail: string,
    readonly extensions: Record<string, unknown> = {}
  ) {
    super(detail, { status, code: 'E_PROBLEM' })
  }

  /** Every refused field with a JSON Pointer (RFC 6901) into what was sent. */
  static ofForm(form: Form): Problem {
    const errors = Object.entries(form.errors).map(([field, detail]) => ({
      pointer: field && `/${field.replaceAll('.', '/')}`,
      code: 'invalid',
      detail,
    }))
    const detail = errors.map((error) => asSentence(error.detail)).join(' ')
    return new Problem(422, 'invalid', detail, { errors })
  }
}

/** Beside a field it stands alone; among others it ends. */
function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
