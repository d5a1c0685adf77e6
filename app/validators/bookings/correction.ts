import vine from '@vinejs/vine'
import type { I18n } from '@adonisjs/i18n'
import { type KeyedPlace, placesToChoose } from '#formats/bookings/places'
import { plainAmount } from '#formats/bookings/money'
import type Booking from '#models/bookings/booking'
import { versionOf } from '#models/version'
import { phoneNumber } from '#validators/bookings/guest_booking'
import { validateForm } from '#validators/form'
import { line, prose, seats, switchedOn } from '#validators/rules'
import { price } from '#validators/services/price'

/**
 * What was asked then, and what is asked now and has no answer yet: by its link, where that has
 * questions of its own, in place of the service. Needs both loaded.
 */
export function questionsOfBooking({ answers, service, link }: Booking) {
  const asked = answers.map(({ question }) => question)
  const since = (link?.questions ?? service.questions).map(({ label }) => label)
  return [...new Set([...asked, ...since])].map((question) => ({
    question,
    field: `answer_${versionOf(question).slice(0, 8)}`,
  }))
}

/** Where it may take place instead, while it stands; its own as its client knows it. */
export function placesOfBooking({ placeKey, service, status, wording }: Booking): KeyedPlace[] {
  const own = { ...wording, key: placeKey }
  if (!['pending', 'approved'].includes(status)) return [own]
  const offered = placesToChoose(service)
  const others = offered.filter(({ key }) => key !== placeKey)
  return others.length === offered.length ? [own, ...others] : offered
}

export async function validateCorrection(
  booking: Booking,
  body: Record<string, unknown>,
  ctx: { i18n: I18n }
) {
  const questions = questionsOfBooking(booking)
  const answers = questions.map(({ field }) => [field, prose(2000).optional()] as const)
  const validator = vine.create({
    client_name: line(200),
    client_phone: phoneNumber().optional(),
    notes: prose(2000).optional(),
    price: price(),
    currency: vine.string(),
    seats: seats().optional(),
    place: vine
      .number()
      .in(placesOfBooking(booking).map(({ key }) => key))
      .optional(),
    tells_client: switchedOn(),
    answers: vine.object(Object.fromEntries(answers)),
  })
  const given = { ...body, answers: body, currency: booking.currency }
  const checked = await validateForm(validator, given, ctx, 'owner.validator')
  const form = { values: typedOf(booking, checked.form.values), errors: checked.form.errors }
  for (const { field } of questions) {
    const error = form.errors[`answers.${field}`]
    if (error) form.errors[field] = error
    delete form.errors[`answers.${field}`]
  }
  if (!checked.ok) return { ok: false as const, form }
  const { data } = checked
  const answered: Record<string, string | undefined> = data.answers
  return {
    ok: true as const,
    form,
    tellsClient: Boolean(data.tells_client),
    details: {
      clientName: data.client_name,
      clientPhone: data.client_phone ?? null,
      notes: data.notes ?? null,
      price: data.price,
      seats: data.seats ?? booking.seats,
      placeKey: data.place ?? booking.placeKey,
      answers: questions.flatMap(({ question, field }) => {
        const answer = answered[field]
        return answer ? [{ question, answer }] : []
      }),
    },
  }
}

/** As the form shows it. */
export function correctableOf(booking: Booking): Record<string, string> {
  const given = new Map(booking.answers.map(({ question, answer }) => [question, answer]))
  const answers = questionsOfBooking(booking).map(({ question, field }) => [
    field,
    given.get(question) ?? '',
  ])
  return {
    client_name: booking.clientName,
    client_phone: booking.clientPhone ?? '',
    notes: booking.notes ?? '',
    price: plainAmount(booking.price, booking.currency),
    ...(booking.hasPlaces && { seats: String(booking.seats) }),
    ...(placesOfBooking(booking).length > 1 && { place: String(booking.placeKey) }),
    ...Object.fromEntries(answers),
  }
}

/** An emptied field is a correction too, and comes as nothing. */
function typedOf(booking: Booking, values: Record<string, string>) {
  const names = [...Object.keys(correctableOf(booking)), 'version', 'tells_client']
  return Object.fromEntries(names.map((name) => [name, values[name] ?? '']))
}
