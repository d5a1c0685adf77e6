import type { HttpContext } from '@adonisjs/core/http'
import type { VineValidator } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { type FieldError, Refusal } from '#exceptions/refusal'
import type { ClientAnswer, ClientQuestion } from '#models/services/client_question'
import { unknownFields } from '#validators/api/unknown_fields'
import { unknownAnswers, validateAnswers } from '#validators/bookings/client_answers'
import { validateForm } from '#validators/form'

/** Enough to see what is wrong, however much nonsense was sent. */
const MOST_NAMED = 50

/** What was sent, as its validator reads it; all that is wrong with it is said in one answer. */
export async function readInput<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>,
  data: Record<string, unknown>,
  faults: readonly FieldError[] = []
): Promise<Infer<Schema>> {
  const unknown = unknownFields(validator, data).slice(0, MOST_NAMED)
  const input = await validateForm(validator, data, ctx)
  if (input.ok && unknown.length === 0 && faults.length === 0) return input.data
  const strange = unknown.map((field): FieldError => ({
    pointer: `/${field.replaceAll('.', '/')}`,
    code: 'unknown_field',
    detail: ctx.i18n.t('api.unknown_field', { field }),
  }))
  throw Refusal.ofFaults([...strange, ...faults, ...(input.ok ? [] : Refusal.faultsOf(input.form))])
}

/** What was answered to a service's questions. */
export async function readAnswers(
  ctx: HttpContext,
  questions: readonly ClientQuestion[],
  validate = validateAnswers
): Promise<ClientAnswer[]> {
  const body = ctx.request.body()
  const strange = unknownAnswers(questions, body).slice(0, MOST_NAMED)
  const input = await validate(questions, body, ctx)
  if (input.ok && strange.length === 0) return input.answers
  const unknown = strange.map((key): FieldError => ({
    pointer: `/answers/${key}`,
    code: 'unknown_question',
    detail: ctx.i18n.t('api.unknown_answer', { key }),
  }))
  throw Refusal.ofFaults([...unknown, ...(input.ok ? [] : Refusal.faultsOf(input.form))])
}
