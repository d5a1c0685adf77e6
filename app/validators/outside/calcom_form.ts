import vine from '@vinejs/vine'
import { line } from '#validators/rules'

export const calcomKeyValidator = vine.create({ api_key: line(200).optional() })

export const settlingValidator = vine.create({ how: vine.enum(['again', 'aside'] as const) })

/** The field that says which service it is here. */
export function mappedField(id: number): string {
  return `service_${id}`
}

/** By the id of what is booked there; null where none is chosen. */
export function mappedServices(
  body: Record<string, unknown>,
  serviceIds: readonly number[]
): Map<number, number | null> {
  const chosen = Object.entries(body).flatMap(([field, value]): [number, number | null][] => {
    const [, id] = /^service_([1-9]\d{0,14})$/.exec(field) ?? []
    const serviceId = Number(value)
    return id ? [[Number(id), serviceIds.includes(serviceId) ? serviceId : null]] : []
  })
  return new Map(chosen)
}
