import { questionsShape } from '#shapes/services/question'
import { serviceHoursShape } from '#shapes/services/service_hours'
import { serviceRecordShape } from '#shapes/services/service_record'
import { get, patch, post, put, V1, type Operation } from '#start/routes/api/operation'
import { templateUseOrder } from '#validators/api/links'
import { nothingSent } from '#validators/api/nothing'
import {
  newServiceValidator,
  questionsOrder,
  serviceChangeValidator,
  serviceCopyOrder,
  serviceHoursOrder,
  serviceListQuery,
} from '#validators/api/services'

const ServiceCopies = () => import('#controllers/api/v1/services/service_copies_controller')
const ServiceHours = () => import('#controllers/api/v1/services/service_hours_controller')
const ServiceQuestions = () => import('#controllers/api/v1/services/service_questions_controller')
const Services = () => import('#controllers/api/v1/services/services_controller')
const TemplateUses = () => import('#controllers/api/v1/links/template_uses_controller')

const service = { one: serviceRecordShape }

// prettier-ignore
export const serviceOperations: readonly Operation[] = [
  get(`${V1}/services`, [Services, 'index'], 'services:read', { query: serviceListQuery, list: serviceRecordShape }),
  post(`${V1}/services`, [Services, 'store'], 'services:write', { body: newServiceValidator, ...service, status: 201 }),
  get(`${V1}/services/:id`, [Services, 'show'], 'services:read', service),
  patch(`${V1}/services/:id`, [Services, 'update'], 'services:write', { body: serviceChangeValidator, ...service }),
  post(`${V1}/services/:id/archive`, [Services, 'archive'], 'services:write', { body: nothingSent, ...service }),
  post(`${V1}/services/:id/template`, [TemplateUses, 'service'], 'services:write', { body: templateUseOrder, ...service }),
  post(`${V1}/services/:id/restore`, [Services, 'restore'], 'services:write', { body: nothingSent, ...service }),
  get(`${V1}/services/:id/questions`, [ServiceQuestions, 'show'], 'services:read', { one: questionsShape }),
  put(`${V1}/services/:id/questions`, [ServiceQuestions, 'update'], 'services:write', { body: questionsOrder, one: questionsShape }),
  get(`${V1}/services/:id/hours`, [ServiceHours, 'show'], 'services:read', { one: serviceHoursShape }),
  put(`${V1}/services/:id/hours`, [ServiceHours, 'update'], 'services:write', { body: serviceHoursOrder, one: serviceHoursShape }),
  post(`${V1}/services/:id/duplicate`, [ServiceCopies, 'store'], 'services:write', { body: serviceCopyOrder, ...service, status: 201 }),
]
