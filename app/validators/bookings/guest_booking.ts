import type { I18n } from '@adonisjs/i18n'
import vine from '@vinejs/vine'
import { saysWhereItIs } from '#formats/contacts/phone_numbers'
import { type Placed, placesToChoose } from '#formats/bookings/places'
import type { ClientQuestion } from '#models/services/client_question'
import { validateAnswers } from '#validators/bookings/client_answers'
import { validatePlace } from '#validators/bookings/place_choice'
import { type Form, validateForm } from '#validators/form'
import { anyone, instant, proof } from '#validators/pages/guest_address'
import { email, id, line, prose, seats, seen, zone } from '#validators/rules'

export const phoneNumber = () =>
  vine
    .string()
    .trim()
    .use(seen())
    .maxLength(20)
    .regex(/^\+?[\d\s().\-/]+$/)
    .regex(/(\d\D*){6}/)

/** An email address or a phone number is enough. */
const reach = () => ({
  client_name: line(200),
  client_email: email().optional().requiredIfMissing('client_phone'),
  client_phone: phoneNumber().optional(),
})

export const client = () => ({ ...reach(), notes: prose(2000).optional() })

const clientDetails = vine.create({ ...client(), seats: seats().optional() })

interface Asking {
  business: { timeZone: string; locale: string }
  service: Placed & { questions: readonly ClientQuestion[] }
}

export async function validateDetails(
  { business, service }: Asking,
  body: Record<string, unknown>,
  ctx: { i18n: I18n }
) {
  const details = await validateForm(clientDetails, body, ctx)
  const place = validatePlace(service, body, ctx)
  const answered = await validateAnswers(service.questions, body, ctx)
  const { values } = details.form
  const form = {
    values,
    errors: { ...place.errors, ...details.form.errors, ...answered.form.errors },
  }
  if (isCalledThere(service, place.key) && !values.client_phone) {
    form.errors.client_phone = ctx.i18n.t('guest.bookings.details.phone_needed')
  }
  const fault = countryMissing(values, business, ctx)
  if (fault) form.errors.client_phone ??= fault
  const isSound = Object.keys(form.errors).length === 0
  if (!details.ok || !answered.ok || !isSound) return { ok: false as const, form }
  const { answers } = answered
  return { ok: true as const, data: details.data, placeKey: place.key, answers, form }
}

/** Whoever chose a call by phone needs a number. */
function isCalledThere(service: Placed, key: number | null): boolean {
  const chosen = placesToChoose(service).find((each) => each.key === key)
  return chosen?.locationType === 'phone' && !chosen.locationDetails
}

/** Where a number is from cannot be guessed once it is none from here. */
function countryMissing(
  { client_phone: typed }: Form['values'],
  business: Asking['business'],
  { i18n }: { i18n: I18n }
): string | null {
  if (typeof typed !== 'string' || typed === '' || saysWhereItIs(typed, business)) return null
  return i18n.t('guest.bookings.details.phone_country')
}

export const waitingClient = vine.create({ ...reach(), seats: seats().optional() })

/** Offers go by mail; whoever leaves a number alone is called. */
export async function validateWaiting(
  { business }: Pick<Asking, 'business'>,
  body: Record<string, unknown>,
  ctx: { i18n: I18n }
) {
  const input = await validateForm(waitingClient, body, ctx)
  const fault = countryMissing(input.form.values, business, ctx)
  if (!fault) return input
  const errors = { client_phone: fault, ...input.form.errors }
  return { ok: false as const, form: { ...input.form, errors } }
}

export const enquiryDetails = vine.create({ ...client(), message: line(2000) })

export const enquiryAddress = vine.create({
  service: vine.string().maxLength(100).optional(),
  start: instant().optional(),
  zone: zone().optional(),
})

/** The form itself sends these, so a wrong one is no field's error. */
export const formStampFields = vine.create({
  stamp: vine.string().maxLength(64),
  /** People do not see this field; only a program fills it in. */
  website: vine.string().maxLength(0).optional(),
})

export const moveAddress = vine.create({
  start: instant().optional(),
  zone: zone().optional(),
  host: id().optional(),
  anyone: anyone(),
  as: proof(),
  version: vine.number().withoutDecimals().min(0).max(1_000_000).optional(),
})

export const ownAddress = vine.create({ client_email: email() })

export const moveReason = vine.create({ reason: prose(1000).optional() })

export const cancellationReason = vine.create({ reason: prose(1000).optional() })
