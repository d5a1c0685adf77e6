import type { I18n } from '@adonisjs/i18n'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { type Home, plainNumber, readNumber, textNumber } from '#formats/contacts/phone_numbers'
import { type Placed, placesToChoose } from '#formats/bookings/places'
import type { ClientQuestion } from '#models/services/client_question'
import { validateAnswers } from '#validators/bookings/client_answers'
import { validatePlace } from '#validators/bookings/place_choice'
import { validateForm } from '#validators/form'
import { anyone, instant, proof } from '#validators/pages/guest_address'
import { email, id, line, prose, seats, seen, switchedOn, zone } from '#validators/rules'

const inPlainDigits = vine.createRule((value, _, field) => {
  if (typeof value === 'string') field.mutate(plainNumber(value), field)
})

export const phoneNumber = () =>
  vine
    .string()
    .trim()
    .use(seen())
    .use(inPlainDigits())
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

const clientDetails = vine.create({
  ...client(),
  seats: seats().optional(),
  texts: switchedOn(),
})

/** Where the client is, by what they see the times in, and where the business is. */
interface Calling extends Home {
  business: Home
}

interface Asking extends Calling {
  business: Home & { settings: { sendsTexts: boolean } }
  service: Placed & { questions: readonly ClientQuestion[] }
}

export async function validateDetails(
  { service, ...calling }: Asking,
  body: Record<string, unknown>,
  ctx: { i18n: I18n }
) {
  const details = await validateForm(clientDetails, body, ctx)
  const place = validatePlace(service, body, ctx)
  const answered = await validateAnswers(service.questions, body, ctx)
  // Where the form is shown again with nothing to put right, it says what would be booked.
  const values = { ...details.form.values, ...(details.ok && writtenOut(details.data)) }
  const form = {
    values,
    errors: { ...place.errors, ...details.form.errors, ...answered.form.errors },
  }
  if (isCalledThere(service, place.key) && !values.client_phone) {
    form.errors.client_phone = ctx.i18n.t('guest.bookings.details.phone_needed')
  }
  const phone = calledOn(details.ok ? details.data : values, calling)
  if (phone === null) form.errors.client_phone ??= countryMissing(ctx)
  const isTexted = calling.business.settings.sendsTexts && Boolean(values.texts)
  if (isTexted && !form.errors.client_phone) {
    const fault = textFault(phone ?? null, calling.business)
    if (fault) form.errors.client_phone = ctx.i18n.t(`guest.bookings.details.${fault}`)
  }
  const isSound = Object.keys(form.errors).length === 0
  if (!details.ok || !answered.ok || !isSound) return { ok: false as const, form }
  const data = { ...details.data, client_phone: phone ?? undefined }
  return { ok: true as const, data, placeKey: place.key, answers: answered.answers, form }
}

/** Why whoever agreed to be texted could not be; null where they can. */
export function textFault(
  phone: string | null,
  business: Home
): 'texts_need_number' | 'texts_not_to' | null {
  if (phone === null) return 'texts_need_number'
  return textNumber(phone, business) === null ? 'texts_not_to' : null
}

function writtenOut(data: Infer<typeof clientDetails>): Record<string, string> {
  const given = Object.entries(data).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    given.map(([name, value]) => [name, value === true ? 'on' : String(value)])
  )
}

/** Whoever chose a call by phone needs a number. */
function isCalledThere(service: Placed, key: number | null): boolean {
  const chosen = placesToChoose(service).find((each) => each.key === key)
  return chosen?.locationType === 'phone' && !chosen.locationDetails
}

/** Where a number is from cannot be guessed once it is none from here; undefined is none at all. */
function calledOn(
  { client_phone: typed }: { client_phone?: string },
  { business, ...reading }: Calling
): string | null | undefined {
  return typed ? readNumber(typed, reading, business) : undefined
}

function countryMissing({ i18n }: { i18n: I18n }): string {
  return i18n.t('guest.bookings.details.phone_country')
}

export const waitingClient = vine.create({ ...reach(), seats: seats().optional() })

/** Offers go by mail; whoever leaves a number alone is called. */
export async function validateWaiting(
  calling: Calling,
  body: Record<string, unknown>,
  ctx: { i18n: I18n }
) {
  const input = await validateForm(waitingClient, body, ctx)
  const phone = calledOn(input.ok ? input.data : input.form.values, calling)
  if (phone !== null) {
    return input.ok ? { ...input, data: { ...input.data, client_phone: phone } } : input
  }
  const errors = { client_phone: countryMissing(ctx), ...input.form.errors }
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
