import type { HttpContext } from '@adonisjs/core/http'
import { formAge } from '#config/limits'
import { signInOf } from '#controllers/guest/visits/sign_in_of'
import type { FormStamp } from '#models/tokens/form_stamp'
import { formStampFields } from '#validators/bookings/guest_booking'
import { areLimitsOn } from '#start/limiter'
import { emptyForm, type Form, validateForm } from '#validators/form'

/** A form as its page shows it again. */
export interface FormAgain {
  form: Form
  status?: number
  retryAfter?: number
}

/** With a sentence at its head that is about no field. */
export function withSentence(
  { values, errors }: Form,
  sentence: string,
  { status = 422, retryAfter }: Omit<FormAgain, 'form'> = {}
): FormAgain {
  const heading = retryAfter === undefined ? undefined : 'too_many'
  return { form: { values, errors: { form: sentence, ...errors }, heading }, status, retryAfter }
}

/** Nothing typed is wrong: the same form is sent once more, unless a field has a message, too. */
export function toSendAgain(form: Form, sentence: string, status = 422): FormAgain {
  const isRight = Object.keys(form.errors).length === 0
  const again = withSentence(form, sentence, { status })
  return { ...again, form: { ...again.form, ...(isRight && { heading: 'again' }) } }
}

/**
 * The form to be changed once more, or with the address that was meant, where that was pressed in
 * place of sending it.
 */
export function withAddressMeant({ request }: HttpContext, { values }: Form): FormAgain | null {
  const { instead, change } = request.body()
  if (change !== undefined) return { form: emptyForm(values) }
  if (typeof instead !== 'string') return null
  return { form: emptyForm({ ...values, client_email: instead.slice(0, 254) }) }
}

/** Whether a form may be acted upon, whatever it is for: as it was read, or to be shown again. */
export async function checkForm<Input extends { ok: boolean; form: Form }>(
  ctx: HttpContext,
  input: Input,
  stamp: FormStamp | null
): Promise<{ sound: Extract<Input, { ok: true }>; stamp: FormStamp } | { again: FormAgain }> {
  const meant = withAddressMeant(ctx, input.form)
  if (meant) return { again: meant }
  const marks = await validateForm(formStampFields, ctx.request.body(), ctx)
  if (!marks.ok || !stamp) {
    return { again: toSendAgain(input.form, ctx.i18n.t('guest.bookings.details.stale')) }
  }
  if (!isSound(input)) return { again: { form: input.form, status: 422 } }
  return { sound: input, stamp }
}

/** Quicker than a person fills it in; whoever is signed in is one. */
export async function isTooSoon(ctx: HttpContext, stamp: FormStamp, now: number): Promise<boolean> {
  if (!areLimitsOn() || now - stamp.shownAt >= formAge.leastMs) return false
  return (await signInOf(ctx)) === null
}

function isSound<Input extends { ok: boolean }>(
  input: Input
): input is Extract<Input, { ok: true }> {
  return input.ok
}

/** Answers as the form that is shown again asks for it. */
export function setStatus({ response }: HttpContext, { status = 200, retryAfter }: FormAgain) {
  response.status(status)
  if (retryAfter !== undefined) response.header('retry-after', String(retryAfter))
}
