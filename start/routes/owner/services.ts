import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Services = () => import('#controllers/owner/services/services_controller')
const ServiceHours = () => import('#controllers/owner/services/service_hours_controller')

behindSignIn(() => {
  router.get('/services', [Services, 'index']).as('services.index')
  router.get('/services/new', [Services, 'create']).as('services.create').use(settings)
  router.post('/services', [Services, 'store']).as('services.store').use(settings)
  router.get('/services/:id', [Services, 'edit']).as('services.edit')
  router.post('/services/:id', [Services, 'update']).as('services.update').use(settings)
  router.get('/services/:id/hours', [ServiceHours, 'edit']).as('service_hours.edit')
  router
    .post('/services/:id/hours', [ServiceHours, 'update'])
    .as('service_hours.update')
    .use(settings)
})
