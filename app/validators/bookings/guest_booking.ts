import type { I18n } from '@adonisjs/i18n'
import vine from '@vinejs/vine'
import { type Placed, placesToChoose } from '#formats/bookings/places'
import type { ClientQuestion } from '#models/services/client_question'
import { validateAnswers } from '#validators/bookings/client_answers'
import { validatePlace } from '#validators/bookings/place_choice'
import { validateForm } from '#validators/form'
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

type Asking = Placed & { questions: readonly ClientQuestion[] }

export async function validateDetails(
  service: Asking,
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

/** Offers go by mail; whoever leaves a number alone is called. */
export const waitingClient = vine.create({ ...reach(), seats: seats().optional() })

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
