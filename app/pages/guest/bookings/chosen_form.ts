import { priceOfLength } from '#formats/bookings/prices'
import { type FormQuestion, formQuestion } from '#models/tokens/form_question'
import { formStamp, nonceOf } from '#models/tokens/form_stamp'
import type { ChosenTime } from '#pages/guest/opened'
import { MINUTE } from '#scheduling/time/dates'
import type { Form } from '#validators/form'

/** What every form about a chosen time shows, and carries on. */
export function chosenForm(chosen: ChosenTime, form: Form) {
  const { startsAt, usualMinutes, host, durationMinutes, timeZone } = chosen
  const duration = durationMinutes ?? usualMinutes
  const stamp = freshStamp(chosen)
  return {
    startsAt,
    endsAt: startsAt + duration * MINUTE,
    host,
    duration,
    timeZone,
    form,
    stamp,
    question: questionWith(stamp, form),
  }
}

/** A stamp of its own for each form shown; whoever has filled it in once need not wait again. */
function freshStamp({ formName, stamp, now }: ChosenTime): string {
  return formStamp(formName, stamp?.shownAt ?? now)
}

/** What is asked of whoever sends the form that carries this stamp. */
function questionWith(stamp: string, form: Form): FormQuestion | null {
  return form.errors.sum === undefined ? null : formQuestion(nonceOf(stamp))
}

/** Of one place, for the length that was chosen. */
export function chosenPrice({ service, durationMinutes, usualMinutes }: ChosenTime): string {
  return priceOfLength(service, durationMinutes ?? usualMinutes)
}
