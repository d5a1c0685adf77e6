import { isSendable } from '#formats/contacts/mail_address'
import { cleanText, seenText } from '#formats/words/text'
import type ClientImport from '#models/clients/client_import'
import type { ImportField, ImportReason } from '#models/clients/client_import'

export interface Imported {
  name: string
  email: string | null
  phone: string | null
  tags: string[]
  notes: string | null
}

const MOST = { name: 200, email: 254, phone: 20, notes: 2000, tag: 40, tags: 20 }
const PHONE = /^\+?[\d\s().\-/]+$/
const SIX_DIGITS = /(\d\D*){6}/
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Whom a row of a file names, or why it cannot be taken in. By the rules of the form. */
export function importedClient(
  cells: readonly string[],
  { titles, columns }: Pick<ClientImport, 'titles' | 'columns'>
): Imported | ImportReason {
  if (cells.length > titles.length || (cells.length < 2 && titles.length > 1)) return 'columns'
  const typed = (field: ImportField) =>
    (columns ?? [])
      .map((column, at) => (column === field ? seenText(cleanText(cells[at] ?? '')) : ''))
      .filter(Boolean)
  const [email = null] = typed('email').flatMap(firstOf)
  const [phone = null] = typed('phone').flatMap(firstOf)
  const name = [...typed('name'), ...typed('first_name'), ...typed('last_name')].join(' ')
  const tags = typed('tags').flatMap((text) => text.split(/[;,|]/).map((tag) => tag.trim()))
  const notes = typed('notes').join('\n') || null
  if (name === '' || name.length > MOST.name) return 'name'
  if (email === null && phone === null) return 'contact'
  if (email !== null && !isMail(email)) return 'email'
  if (phone !== null && !isPhone(phone)) return 'phone'
  if (notes !== null && notes.length > MOST.notes) return 'notes'
  const kept = tags.filter(Boolean)
  if (kept.length > MOST.tags || kept.some((tag) => tag.length > MOST.tag)) return 'tags'
  return { name, email, phone, tags: kept, notes }
}

/** Of several in one cell, as our own files have them. */
function firstOf(text: string): string[] {
  return text
    .split(';')
    .map((one) => one.trim())
    .slice(0, 1)
    .filter(Boolean)
}

function isMail(email: string): boolean {
  return email.length <= MOST.email && ADDRESS.test(email) && isSendable(email)
}

function isPhone(phone: string): boolean {
  return phone.length <= MOST.phone && PHONE.test(phone) && SIX_DIGITS.test(phone)
}
