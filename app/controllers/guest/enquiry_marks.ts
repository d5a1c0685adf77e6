import { randomUUID } from 'node:crypto'
import { formStamp } from '#models/form_stamp'

/** What every shown form of an enquiry carries: a stamp, and a key of its own. */
export function enquiryMarks() {
  return { stamp: formStamp(Date.now()), enquiryKey: randomUUID() }
}
