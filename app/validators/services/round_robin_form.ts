import type { I18n } from '@adonisjs/i18n'
import type { RoundRobin } from '#models/services/service_team'
import type Host from '#models/availability/host'
import type { Form } from '#validators/form'

const FIELDS = {
  priority: { least: 0, most: 100, empty: 0 },
  weight: { least: 1, most: 100, empty: 1 },
} as const

type Field = keyof typeof FIELDS

export function typedRoundRobin(hosts: Pick<Host, 'id' | '$extras'>[]): Record<string, string> {
  return Object.fromEntries(
    hosts.flatMap(({ id, $extras }) => [
      [`priority_${id}`, String($extras.pivot_priority ?? FIELDS.priority.empty)],
      [`weight_${id}`, String($extras.pivot_weight ?? FIELDS.weight.empty)],
    ])
  )
}

/** Errors go into the form; fields that were not sent leave the turns as they are. */
export function chosenRoundRobin(
  form: Form,
  hostIds: number[],
  i18n: I18n
): Map<number, RoundRobin> {
  const isOnForm = (id: number) =>
    [`priority_${id}`, `weight_${id}`].some((name) => name in form.values)
  const onForm = hostIds.filter(isOnForm)
  return new Map(
    onForm.map((id) => [
      id,
      { priority: read(form, 'priority', id, i18n), weight: read(form, 'weight', id, i18n) },
    ])
  )
}

function read(form: Form, field: Field, id: number, i18n: I18n): number {
  const { least, most, empty } = FIELDS[field]
  const name = `${field}_${id}`
  const typed = (form.values[name] ?? '').trim()
  if (typed === '') return empty
  const value = /^\d{1,3}$/.test(typed) ? Number(typed) : Number.NaN
  if (value >= least && value <= most) return value
  form.errors[name] = i18n.t(`owner.services.turns.wrong_${field}`, { least, most })
  return empty
}
