import { storedInstead } from '#validators/stored_values'
import type { Form } from '#validators/form'
import { ruleRows } from '#validators/rule_form'

type Section = NonNullable<ReturnType<typeof ruleRows>[number][number]['section']>

const rules = (section: Section) =>
  ruleRows('service').flatMap((row) => row.filter((rule) => rule.section === section))

const named = (section: Section) => rules(section).map(({ name }) => name)

/** What stands folded below the first fields, in the order of the page, and the fields in it. */
export const PARTS = {
  page: [
    ...['description', 'category', 'colour', 'own_colour', 'slug', 'is_hidden'],
    ...named('state'),
  ],
  place: ['location_type', 'location_details', /^place_/, 'instructions'],
  lengths: [...named('lengths'), /^further_/],
  team: ['host_mode', /^priority_/, /^weight_/],
  routing: [/^routing_/],
  times: [...named('times'), 'compacts_day'],
  dates: [...named('dates'), 'most_dates'],
  group: [...named('group'), 'is_planned_only', 'offers'],
  approval: ['requires_approval', 'accepts_competing_requests'],
  changes: [...named('changes'), 'policy'],
  calendar: ['calendar_title', 'calendar_details', 'see'],
  after: ['confirmation_message', 'confirmation_url'],
  messages: ['reminders', /^remind_/, 'follow_up', 'follow_up_delay_hours'],
} satisfies Record<string, (string | RegExp)[]>

export type ServicePart = keyof typeof PARTS

/** Nothing that was refused, is not stored yet, or is stored otherwise by now stays folded away. */
export function openParts(form: Form, stored: Record<string, string>): Set<ServicePart> {
  const typed = { values: form.values, newer: { stored } }
  const names = new Set([...Object.keys(form.errors), ...Object.keys(form.values)])
  const open = [...names, ...Object.keys(stored)].filter(
    (name) =>
      name in form.errors ||
      storedInstead(typed, name) !== null ||
      storedInstead(form, name) !== null
  )
  const parts = Object.entries(PARTS) as [ServicePart, (string | RegExp)[]][]
  return new Set(
    parts
      .filter(([, fields]) => open.some((name) => fields.some((field) => isOf(field, name))))
      .map(([part]) => part)
  )
}

function isOf(field: string | RegExp, name: string): boolean {
  return typeof field === 'string' ? field === name : field.test(name)
}
