import type { HttpContext } from '@adonisjs/core/http'
import { waitInWords } from '#controllers/ask_to_wait'
import { type Judgement, judgePages } from '#controllers/booking_bounds'
import {
  type FormAgain,
  isTooSoon,
  toSendAgain,
  withSentence,
} from '#controllers/guest/submitted_form'
import { wrongAnswers } from '#config/limits'
import { foldedText, plainDigits } from '#formats/words/text'
import { answerTo, formQuestion, LARGEST_NUMBER } from '#models/tokens/form_question'
import { consumeLimit } from '#start/limiter'
import type { ChosenTime } from '#pages/guest/opened'
import type { Form } from '#validators/form'

/**
 * Not within a moment, not more often than people do, and past that with the answer to a question.
 * `refused` is the form to show again.
 */
export async function passForm(
  ctx: HttpContext,
  chosen: ChosenTime,
  client: { client_email?: string; client_phone?: string },
  form: Form
): Promise<{ judgement: Judgement } | { again: FormAgain }> {
  if (chosen.stamp && (await isTooSoon(ctx, chosen.stamp, chosen.now)))
    return { again: toSendAgain(withErrors(form, {}).form, ctx.i18n.t('guest.bookings.too_soon')) }

  const judgement = await judgePages(ctx.request.ip(), {
    business: chosen.business,
    client: { email: client.client_email ?? null, phone: client.client_phone ?? null },
    returnProof: chosen.returnProof,
  })
  const again = await objection(ctx, chosen, judgement, form)
  if (!again) return { judgement }
  await judgement.cameToNothing()
  return { again }
}

async function objection(
  ctx: HttpContext,
  { stamp }: ChosenTime,
  { verdict }: Judgement,
  form: Form
): Promise<FormAgain | null> {
  const { request, i18n } = ctx
  if (verdict === 'free') return null
  if (verdict !== 'ask') return tooMany(ctx, form, verdict)

  const sum: unknown = request.input('sum')
  if (typeof sum !== 'string' || sum.trim() === '') {
    return withErrors(form, { sum: i18n.t('guest.pages.sum.asked') })
  }
  if (stamp && isRight(sum, stamp.nonce, i18n)) return null
  const wait = await consumeLimit(wrongAnswers, request.ip())
  if (wait !== null) return tooMany(ctx, form, { wait, because: 'hour' })
  return withErrors(form, { sum: i18n.t('guest.pages.sum.wrong') })
}

function tooMany(
  ctx: HttpContext,
  form: Form,
  { wait: seconds, because }: Exclude<Judgement['verdict'], string>
): FormAgain {
  const wait = waitInWords(seconds, ctx.i18n)
  const sentence = ctx.i18n.t(`guest.bookings.too_many.${because}`, { wait: wait.words })
  const later = { status: 429, retryAfter: wait.seconds }
  return withSentence(withErrors(form, {}).form, sentence, later)
}

/** In figures, or in the words of the question. */
function isRight(sum: string, nonce: string, i18n: HttpContext['i18n']): boolean {
  const typed = foldedText(plainDigits(sum.trim()))
  const numbers = Array.from({ length: LARGEST_NUMBER + 1 }, (_, number) => number)
  const named = numbers.find(
    (number) => foldedText(i18n.t(`guest.pages.sum.number.${number}`)) === typed
  )
  return (named ?? Number(typed)) === answerTo(formQuestion(nonce))
}

/** The answer goes with a question that is asked no more. */
function withErrors({ values, errors }: Form, more: Record<string, string>): FormAgain {
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'sum'))
  return { form: { values: kept, errors: { ...more, ...errors } }, status: 422 }
}
