import type { SchemaTypes } from '@vinejs/vine/types'
import type { Described } from '#shapes/openapi/operation'
import { slotsShape } from '#shapes/availability/slots'
import { blockShape, overrideShape, weekShape } from '#shapes/availability/opening'
import { bookingShape } from '#shapes/bookings/booking'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { managedBookingShape } from '#shapes/bookings/managed_booking'
import { meetingShape } from '#shapes/bookings/meeting'
import { seriesShape } from '#shapes/bookings/series'
import { linkShape } from '#shapes/links/link'
import { businessShape } from '#shapes/pages/business'
import { hostShape } from '#shapes/people/host'
import { servicesShape } from '#shapes/services/service'
import { serviceRecordShape } from '#shapes/services/service_record'
import { bookingSettingsShape, pageLinkShape } from '#shapes/settings/booking_settings'

export interface JsonSchema {
  [keyword: string]: unknown
  type?: string | readonly string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
}

/** What clients of the API that are generated call their types; other shapes are written in place. */
const NAMED: Readonly<Record<string, Described>> = {
  Booking: bookingRecordShape,
  BookingSettings: bookingSettingsShape,
  Block: blockShape,
  Business: businessShape,
  ClientBooking: bookingShape,
  DateOverride: overrideShape,
  Host: hostShape,
  Link: linkShape,
  ManagedBooking: managedBookingShape,
  Meeting: meetingShape,
  OfferedServices: servicesShape,
  PageLink: pageLinkShape,
  Series: seriesShape,
  Service: serviceRecordShape,
  Slots: slotsShape,
  WeeklyHours: weekShape,
}

export function namedSchemas(): Record<string, JsonSchema> {
  const schemas = Object.entries(NAMED).map(([name, shape]) => [name, answered(shape)] as const)
  return Object.fromEntries(schemas)
}

/** What is answered, by its name where it has one. */
export function answerSchema(shape: Described): JsonSchema {
  const name = Object.keys(NAMED).find((known) => NAMED[known] === shape)
  return name ? { $ref: `#/components/schemas/${name}` } : answered(shape)
}

export function schemaBeside(shapes: Readonly<Record<string, SchemaTypes>>): JsonSchema {
  const properties = Object.entries(shapes).map(([name, shape]) => [name, complete(written(shape))])
  return { type: 'object', properties: Object.fromEntries(properties) }
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
