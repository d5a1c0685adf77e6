import { enquiryShape } from '#shapes/enquiries/enquiry'
import { get, post, V1, type Operation } from '#start/routes/api/operation'
import { enquiryListQuery } from '#validators/api/enquiries'
import { nothingSent } from '#validators/api/nothing'

const Enquiries = () => import('#controllers/api/v1/enquiries/enquiries_controller')

const enquiry = { one: enquiryShape }

// prettier-ignore
export const enquiryOperations: readonly Operation[] = [
  get(`${V1}/enquiries`, [Enquiries, 'index'], 'clients:read', { query: enquiryListQuery, list: enquiryShape }),
  get(`${V1}/enquiries/:id`, [Enquiries, 'show'], 'clients:read', enquiry),
  post(`${V1}/enquiries/:id/answer`, [Enquiries, 'answer'], 'clients:write', { body: nothingSent, ...enquiry }),
  post(`${V1}/enquiries/:id/reopen`, [Enquiries, 'reopen'], 'clients:write', { body: nothingSent, ...enquiry }),
]
