import type { HttpContext } from '@adonisjs/core/http'
import type { VineValidator } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { Refusal } from '#exceptions/refusal'
import type { ClientAnswer, ClientQuestion } from '#models/services/client_question'
import { validateAnswers } from '#validators/bookings/client_answers'
import { validateForm } from '#validators/form'

/** What was sent, as its validator reads it. */
export async function readInput<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>,
  data: Record<string, unknown>
): Promise<Infer<Schema>> {
  const input = await validateForm(validator, data, ctx)
  if (!input.ok) throw Refusal.ofForm(input.form)
  return input.data
}

/** What was answered to a service's questions. */
export async function readAnswers(
  ctx: HttpContext,
  questions: readonly ClientQuestion[]
): Promise<ClientAnswer[]> {
  const input = await validateAnswers(questions, ctx.request.body(), ctx)
  if (!input.ok) throw Refusal.ofForm(input.form)
  return input.answers
}
