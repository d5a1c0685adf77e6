import db from '@adonisjs/lucid/services/db'
import Enquiry from '#models/enquiries/enquiry'

export const ENQUIRY_TABS = ['open', 'answered'] as const
export type EnquiryTab = (typeof ENQUIRY_TABS)[number]

export const ENQUIRY_PAGE_SIZE = 20

export function enquirer() {
  return db
    .from('enquiries')
    .where('notifications.subject_type', 'enquiry')
    .whereColumn('enquiries.id', 'notifications.subject_id')
    .select('client_name')
    .as('enquirer')
}

export function enquiryList(businessId: number, tab: EnquiryTab) {
  const enquiries = filteredEnquiries(businessId, tab)
  return tab === 'open'
    ? enquiries.orderBy('id')
    : enquiries.orderBy('answered_at', 'desc').orderBy('id', 'desc')
}

/** In no order yet. */
export function filteredEnquiries(businessId: number, tab?: EnquiryTab) {
  const enquiries = Enquiry.query().where({ businessId }).preload('service').preload('answerer')
  if (tab === 'open') enquiries.whereNull('answered_at')
  if (tab === 'answered') enquiries.whereNotNull('answered_at')
  return enquiries
}
