import type { I18n } from '@adonisjs/i18n'
import type { DateTime } from 'luxon'
import type { VineValidator } from '@vinejs/vine'
import type { Infer, MessagesProviderContact, SchemaTypes } from '@vinejs/vine/types'
import { addressFault } from '#formats/contacts/mail_addresses'
import { cleanText } from '#formats/words/text'

export interface Form {
  values: Record<string, string>
  errors: Record<string, string>
  /** Where somebody else saved first: nothing was saved, and both versions are shown. */
  newer?: Newer
  /** Where nothing typed is wrong: it came too often or at too busy a moment, or is sent once more. */
  heading?: 'too_many' | 'again'
  /** Fields with an end before their beginning. */
  reversed?: string[]
  /** The field that was rearranged last. */
  focus?: string
}

interface Fault {
  field: string
  message: string
  rule: string
}

export interface Newer {
  stored: Record<string, string>
  who: string | null
  /** Whether the reader saved it themselves, elsewhere. */
  isOwn?: boolean
  at: DateTime | null
  address: string
  /** Whether fields that nobody touched show what is stored now. */
  hasTaken?: boolean
  words?: { title: string; sentence: string }
}

type Validated<Schema extends SchemaTypes> =
  { ok: true; data: Infer<Schema>; form: Form } | { ok: false; form: Form }

export async function validateForm<Schema extends SchemaTypes>(
  validator: VineValidator<Schema, undefined>,
  data: unknown,
  { i18n }: { i18n: I18n },
  sentences = 'validator.shared'
): Promise<Validated<Schema>> {
  const cleaned = cleanValue(data)
  const form: Form = { values: typedValues(cleaned), errors: {} }
  const [error, valid] = await validator.tryValidate(cleaned, {
    meta: undefined,
    messagesProvider: wordsFor(i18n, sentences),
  })
  if (!error) return { ok: true, data: valid, form }

  for (const { field, message, rule } of error.messages as Fault[]) {
    if (field in form.errors) continue
    form.errors[field] = message
    if (rule === 'notBefore') form.reversed = [...(form.reversed ?? []), field]
  }
  return { ok: false, form }
}

const KINDS = new Set(['string', 'number', 'boolean', 'enum', 'in', 'accepted'])

/** A field that came twice arrives as a list, and its error says so. */
function wordsFor(i18n: I18n, sentences: string): MessagesProviderContact {
  const words = i18n.createMessagesProvider(sentences)
  return {
    getMessage(wording, rule, field, meta) {
      const isRepeated = Array.isArray(field.value) && KINDS.has(rule)
      const fault = rule === 'email' && addressFault(String(field.value))
      const messageKey = fault ? `email_${fault}` : rule
      return words.getMessage(wording, isRepeated ? 'once' : messageKey, field, meta)
    },
  }
}

/** For a form whose fields need no schema: what is ticked and known is taken, the rest ignored. */
export function typedForm(body: unknown): Form {
  return { values: typedValues(cleanValue(body)), errors: {} }
}

export function emptyForm(values: Record<string, string> = {}): Form {
  return { values, errors: {} }
}

/** A form without a version matches no stored one. */
export function submittedVersion({ version }: Record<string, unknown>): string {
  return typeof version === 'string' ? version : ''
}

/** With how its fields were stored when it was read, where its rows are fields of their own. */
export function submittedReading(body: Record<string, unknown>): Record<string, string> {
  const version = submittedVersion(body)
  const { read_as: read } = body
  return { version, ...(typeof read === 'string' && { read_as: read }) }
}

const DEEPEST = 8

function cleanValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (value === null || typeof value !== 'object') return value
  if (depth === DEEPEST) return null
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, cleanValue(item, depth + 1)])
  )
}

function typedValues(value: unknown, path = ''): Record<string, string> {
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object') return path ? { [path]: String(value) } : {}
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, item]) => typedValues(item, path ? `${path}.${key}` : key))
  )
}
