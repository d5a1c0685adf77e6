import vine from '@vinejs/vine'
import { ENQUIRY_TABS } from '#queries/enquiries/enquiry_list'
import { paging } from '#validators/api/query'

export const enquiryListQuery = vine.create({
  status: vine.enum(ENQUIRY_TABS).optional(),
  ...paging(),
})
