import { Exception } from '@adonisjs/core/exceptions'
import type { ProblemCode } from '#exceptions/problem_codes'
import { asSentence } from '#formats/words/text'
import type { Form } from '#validators/form'

export interface FieldError {
  /** JSON Pointer (RFC 6901) into the body; the name of a parameter below the root. */
  pointer: string
  code: ProblemCode
  detail: string
}

interface Facts {
  errors?: FieldError[]
  [fact: string]: unknown
}

interface Told {
  facts?: Facts
  headers?: Record<string, string | number>
  page?: RefusalPage
}

export interface RefusalPage {
  template: string
  state: Record<string, unknown>
  /** In place of the refusal's, where the page exists and says why nothing can be done on it. */
  status?: number
}

/** The exception handler turns it into a page, or a problem (RFC 9457) for machines. */
export class Refusal extends Exception {
  declare status: number
  /** What machines branch on: "slot_taken". */
  declare code: ProblemCode
  readonly facts: Facts
  readonly headers: Record<string, string | number>
  readonly page: RefusalPage | null

  constructor(
    status: number,
    code: ProblemCode,
    readonly sentence: string | null = null,
    { facts = {}, headers = {}, page }: Told = {}
  ) {
    super(sentence ?? code, { status, code })
    this.facts = facts
    this.headers = headers
    this.page = page ?? null
  }

  static ofForm(form: Form): Refusal {
    return Refusal.ofFaults(Refusal.faultsOf(form))
  }

  static faultsOf({ errors, reversed = [] }: Form): FieldError[] {
    return Object.entries(errors).map(([field, detail]) => ({
      pointer: field && `/${field.replaceAll('.', '/')}`,
      code: reversed.includes(field) ? 'range_reversed' : 'invalid',
      detail,
    }))
  }

  static ofFaults(errors: FieldError[]): Refusal {
    const sentence = errors.map((error) => asSentence(error.detail)).join(' ')
    return new Refusal(422, 'invalid', sentence, { facts: { errors } })
  }

  /** For a field that only the business's own data can judge. */
  static ofField(field: string, code: ProblemCode, detail: string): Refusal {
    const errors = [{ pointer: `/${field}`, code, detail }]
    return new Refusal(422, 'invalid', detail, { facts: { errors } })
  }

  /** The same, with other names for fields. */
  renamed(names: ReadonlyMap<string, string>): Refusal {
    const { status, code, sentence, facts, headers, page } = this
    const errors = facts.errors?.map((error) => ({
      ...error,
      pointer: names.get(error.pointer) ?? error.pointer,
    }))
    const told = { facts: errors ? { ...facts, errors } : facts, headers }
    return new Refusal(status, code, sentence, { ...told, ...(page && { page }) })
  }
}
