import type BookingImport from '#models/imports/booking_import'
import { BOOKING_FIELDS, type BookingField, type RowOutcome } from '#models/imports/booking_import'
import type Business from '#models/settings/business'
import { fileColumns, guessedFields } from '#pages/owner/imports/file_columns'
import { leftRows, rowCounts, sampleBookingRows } from '#queries/imports/booking_imports'
import { namedServices } from '#queries/imports/named_services'
import { emptyForm, type Form } from '#validators/form'
import { typedColumns } from '#validators/imports/chosen_columns'

/** How other programs call their columns: Easy!Appointments, Calendly and tables made by hand. */
const KNOWN_AS: Record<BookingField, RegExp> = {
  uid: /^u?id$|\buid\b|\bhash\b|event id|reference/,
  status: /status|state|cancel/,
  email: /mail/,
  staff_email: /(provider|staff|host|organi[sz]er|user).*mail/,
  start: /^start|begin|start.?(date|time)|^date.?time|^when$/,
  end: /^end|end.?(date|time)|until|^to$/,
  date: /date|^day$/,
  time: /time|^at$/,
  length: /duration|length|minutes/,
  service: /service|event type|treatment|appointment type|^type$|^what$|subject|summary/,
  phone: /phone|mobile|cell|tel/,
  first_name: /first.?name|^first$|given/,
  last_name: /last.?name|^last$|family|surname/,
  name: /name|client|customer|invitee|who/,
  notes: /note|comment|remark|description/,
}

const ORDER: BookingField[] = [
  ...(['staff_email', 'email', 'uid', 'status', 'length', 'start', 'end', 'date'] as const),
  ...(['time', 'service', 'phone', 'first_name', 'last_name', 'name', 'notes'] as const),
]

/** What is tried when it begins; all others cannot be read, or are here already. */
const TRIED: readonly RowOutcome[] = ['ready', 'taken', 'clash', 'length_not_offered']

export async function bookingImportPage(business: Business, read: BookingImport, form?: Form) {
  const isOpen = read.status === 'read' || read.status === 'checked'
  const rows = isOpen ? await sampleBookingRows(read) : []
  const services = await business
    .related('services')
    .query()
    .where('is_active', true)
    .orderBy('position')
    .orderBy('id')
  const counts = read.status === 'read' ? [] : await rowCounts(read)
  return {
    read,
    form: form ?? emptyForm(typedImport(read)),
    fields: BOOKING_FIELDS,
    columns: fileColumns(read.titles, rows),
    services: services.map(({ id, name }) => ({ value: String(id), label: name })),
    counts,
    doneCount: counts.reduce((sum, { count }) => sum + count, 0),
    readyCount: counts.find(({ outcome }) => outcome === 'ready')?.count ?? 0,
    left: read.status === 'read' ? [] : await leftRows(read),
    isUnderWay: read.status === 'checking' || read.status === 'running',
    isDry: read.status === 'checking' || read.status === 'checked',
    isOpen,
    tried: TRIED,
    named: read.status === 'checked' ? await namedServices(business, read) : [],
  }
}

/** As it was chosen, else as its titles suggest. */
function typedImport(read: BookingImport): Record<string, string> {
  const columns = read.columns ?? guessedFields(read.titles, ORDER, KNOWN_AS)
  return {
    ...typedColumns(columns),
    service: String(read.serviceId ?? ''),
    order: read.isDayFirst ? 'day' : 'month',
    version: read.version,
  }
}
