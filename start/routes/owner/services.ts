import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Services = () => import('#controllers/owner/services/services_controller')
const ServiceOrders = () => import('#controllers/owner/services/service_orders_controller')
const ServiceCopies = () => import('#controllers/owner/services/service_copies_controller')
const ServiceArchives = () => import('#controllers/owner/services/service_archives_controller')
const ServiceQuestions = () => import('#controllers/owner/services/service_questions_controller')
const ServiceHours = () => import('#controllers/owner/services/service_hours_controller')

behindSignIn((form) => {
  router.get('/services', [Services, 'index']).as('services.index')
  router.get('/services/new', [Services, 'create']).as('services.create').use(settings)
  router.post('/services', [Services, 'store']).as('services.store').use(settings)
  router.get('/services/:id', [Services, 'edit']).as('services.edit')
  router.post('/services/:id', [Services, 'update']).as('services.update').use(settings)
  form('/services/order', [ServiceOrders, 'store'], '/services')
    .as('service_orders.store')
    .use(settings)
  form('/services/:id/copy', [ServiceCopies, 'store']).as('service_copies.store').use(settings)
  form('/services/:id/archive', [ServiceArchives, 'store'])
    .as('service_archives.store')
    .use(settings)
  form('/services/:id/archive/removal', [ServiceArchives, 'destroy'], '/services')
    .as('service_archives.destroy')
    .use(settings)
  form('/services/:id/removal', [Services, 'destroy']).as('services.destroy').use(settings)
  router.get('/services/:id/questions', [ServiceQuestions, 'edit']).as('service_questions.edit')
  router
    .post('/services/:id/questions', [ServiceQuestions, 'update'])
    .as('service_questions.update')
    .use(settings)
  router.get('/services/:id/hours', [ServiceHours, 'edit']).as('service_hours.edit')
  router
    .post('/services/:id/hours', [ServiceHours, 'update'])
    .as('service_hours.update')
    .use(settings)
})
