import type { SchemaTypes } from '@vinejs/vine/types'
import type { Described } from '#shapes/openapi/operation'
import { slotsShape } from '#shapes/availability/slots'
import { calendarFeedShape, newCalendarFeedShape } from '#shapes/availability/calendar_feed'
import { calendarConnectionShape } from '#shapes/availability/calendar_connection'
import { blockShape, overrideShape, weekShape } from '#shapes/availability/opening'
import { scheduledDateShape, scheduleShape } from '#shapes/availability/schedule'
import { bookingShape } from '#shapes/bookings/booking'
import { bookingNotesShape } from '#shapes/bookings/booking_beside'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { managedBookingShape } from '#shapes/bookings/managed_booking'
import { meetingShape } from '#shapes/bookings/meeting'
import { moveRequestShape } from '#shapes/bookings/move_request'
import { scheduledMeetingShape } from '#shapes/bookings/scheduled_meeting'
import { seriesShape } from '#shapes/bookings/series'
import { activityShape } from '#shapes/clients/activity'
import { clientDataShape } from '#shapes/clients/client_data'
import { clientNoteShape, clientRecordShape } from '#shapes/clients/client_record'
import { erasureShape } from '#shapes/clients/erasure'
import { enquiryShape } from '#shapes/enquiries/enquiry'
import { auditShape } from '#shapes/history/audit_record'
import { linkShape } from '#shapes/links/link'
import { linkNumbersShape } from '#shapes/links/link_numbers'
import { linkRecordShape } from '#shapes/links/link_record'
import { newOneTimeShape, oneTimeShape } from '#shapes/links/one_time_record'
import { templateShape } from '#shapes/links/template'
import { messageSampleShape, messageTextShape } from '#shapes/notifications/message_text'
import { notificationShape, outgoingShape } from '#shapes/notifications/notification'
import { analyticsShape, visitRowsShape } from '#shapes/numbers/analytics'
import { businessShape } from '#shapes/pages/business'
import { earlierPictureShape, pictureShape } from '#shapes/pages/picture'
import { pageRecordShape } from '#shapes/pages/page_record'
import { hostShape } from '#shapes/people/host'
import { invitationShape } from '#shapes/people/invitation'
import { memberShape } from '#shapes/people/member'
import { servicesShape } from '#shapes/services/service'
import { questionsShape } from '#shapes/services/question'
import { serviceHoursShape } from '#shapes/services/service_hours'
import { serviceRecordShape } from '#shapes/services/service_record'
import { sessionSeriesShape } from '#shapes/sessions/series_record'
import { sessionRecordShape } from '#shapes/sessions/session_record'
import { privacySettingsShape } from '#shapes/privacy/privacy_settings'
import { bookingSettingsShape, pageLinkShape } from '#shapes/settings/booking_settings'
import { businessRecordShape } from '#shapes/settings/business_record'
import { EXCEPTIONS } from '#shapes/openapi/words/exceptions'
import { PROPERTY_WORDS } from '#shapes/openapi/words/properties'
import { waitlistEntryShape } from '#shapes/waitlist/waitlist_entry'
import {
  newWebhookShape,
  webhookDeliveryRecordShape,
  webhookDeliveryShape,
  webhookShape,
} from '#shapes/webhooks/webhook_record'

export interface JsonSchema {
  [keyword: string]: unknown
  type?: string | readonly string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
}

/** What clients of the API that are generated call their types; other shapes are written in place. */
const NAMED: Readonly<Record<string, Described>> = {
  Activity: activityShape,
  Analytics: analyticsShape,
  AuditEntry: auditShape,
  Block: blockShape,
  Booking: bookingRecordShape,
  BookingNotes: bookingNotesShape,
  BookingLink: linkRecordShape,
  BookingLinkNumbers: linkNumbersShape,
  BookingSettings: bookingSettingsShape,
  Business: businessShape,
  BusinessRecord: businessRecordShape,
  CalendarConnection: calendarConnectionShape,
  CalendarFeed: calendarFeedShape,
  Client: clientRecordShape,
  ClientBooking: bookingShape,
  ClientData: clientDataShape,
  ClientNote: clientNoteShape,
  DateOverride: overrideShape,
  Enquiry: enquiryShape,
  EarlierPicture: earlierPictureShape,
  Erasure: erasureShape,
  Host: hostShape,
  Invitation: invitationShape,
  Link: linkShape,
  ManagedBooking: managedBookingShape,
  Meeting: meetingShape,
  Member: memberShape,
  MoveRequest: moveRequestShape,
  Message: outgoingShape,
  MessageSample: messageSampleShape,
  MessageText: messageTextShape,
  NewCalendarFeed: newCalendarFeedShape,
  NewOneTimeLink: newOneTimeShape,
  NewWebhook: newWebhookShape,
  Notification: notificationShape,
  OfferedServices: servicesShape,
  OneTimeLink: oneTimeShape,
  PageLink: pageLinkShape,
  Picture: pictureShape,
  PrivacySettings: privacySettingsShape,
  Schedule: scheduleShape,
  ScheduledDate: scheduledDateShape,
  ScheduledMeeting: scheduledMeetingShape,
  SchedulingPage: pageRecordShape,
  Series: seriesShape,
  Service: serviceRecordShape,
  ServiceHours: serviceHoursShape,
  ServiceQuestions: questionsShape,
  Session: sessionRecordShape,
  SessionSeries: sessionSeriesShape,
  Slots: slotsShape,
  Template: templateShape,
  Visits: visitRowsShape,
  WaitlistEntry: waitlistEntryShape,
  Webhook: webhookShape,
  WebhookDelivery: webhookDeliveryShape,
  WebhookDeliveryRecord: webhookDeliveryRecordShape,
  WeeklyHours: weekShape,
}

export function namedSchemas(): Record<string, JsonSchema> {
  const schemas = Object.entries(NAMED).map(
    ([name, shape]) => [name, inWords(answered(shape), name)] as const
  )
  return Object.fromEntries(schemas)
}

/** What is answered, by its name where it has one. */
export function answerSchema(shape: Described, address: string): JsonSchema {
  const name = nameOf(shape)
  return name ? { $ref: `#/components/schemas/${name}` } : inWords(answered(shape), address)
}

const nameOf = (shape: Described) => Object.keys(NAMED).find((name) => NAMED[name] === shape)

/** Each property with a sentence that says what it is: of this schema or address, or of its name. */
export function inWords(schema: JsonSchema, of: string): JsonSchema {
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inside)
    return isSchema(value) ? inWords(value, of) : value
  }
  const said = Object.entries(schema).map(([keyword, value]) => {
    if (keyword !== 'properties' || !isSchema(value)) return [keyword, inside(value)]
    const properties = Object.entries(value).map(([name, property]) => {
      const description = propertyWords(of, name)
      const own = isSchema(property) ? inWords(property, of) : property
      return [name, description && isSchema(own) ? { ...own, description } : own]
    })
    return [keyword, Object.fromEntries(properties)]
  })
  return Object.fromEntries(said)
}

export function propertyWords(of: string, name: string): string | undefined {
  return EXCEPTIONS[`${of}.${name}`] ?? PROPERTY_WORDS[name]
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** With what `?include=` names: one closed schema, since two of them would each refuse the other's. */
export function withBeside(
  shape: Described,
  beside: Readonly<Record<string, SchemaTypes>>
): JsonSchema {
  const schema = answered(shape)
  const further = Object.entries(beside).map(([name, own]) => [name, complete(written(own))])
  const properties = { ...schema.properties, ...Object.fromEntries(further) }
  const title = nameOf(shape) ?? ''
  return inWords({ title, ...schema, properties }, title)
}

interface Renamed {
  words?: Readonly<Record<string, string>>
  meant?: readonly string[]
}

/** What is sent, in the words of its address. */
export function sentSchema(validator: Described, { words = {}, meant = [] }: Renamed): JsonSchema {
  const schema = written(validator)
  const theirs = new Map(Object.entries(words).map(([their, ours]) => [ours, their]))
  const named = (name: string) => theirs.get(name) ?? name
  const properties = Object.entries(schema.properties ?? {})
    .filter(([name]) => !meant.includes(name))
    .map(([name, property]) => [named(name), property])
  const required = (schema.required ?? []).filter((name) => !meant.includes(name)).map(named)
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    ...{ required: required.length > 0 ? required : undefined },
  }
}

function answered(shape: Described): JsonSchema {
  return complete(written(shape))
}

function written(shape: Described | SchemaTypes): JsonSchema {
  return shape.toJSONSchema() as JsonSchema
}

/** Every field of an answer is there; Vine leaves those that may be null out of `required`. */
function complete(schema: JsonSchema): JsonSchema {
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inside)
    return typeof value === 'object' && value !== null ? complete(value as JsonSchema) : value
  }
  const whole = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, inside(value)])
  )
  const names = typeof schema.properties === 'object' ? Object.keys(schema.properties) : null
  return names && isObject(schema) ? { ...whole, required: names } : whole
}

const isObject = ({ type }: JsonSchema) =>
  type === 'object' || (Array.isArray(type) && type.includes('object'))
