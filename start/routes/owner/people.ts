import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const People = () => import('#controllers/owner/people/people_controller')
const Hosts = () => import('#controllers/owner/people/hosts_controller')
const HostServices = () => import('#controllers/owner/people/host_services_controller')
const HostUsers = () => import('#controllers/owner/people/host_users_controller')

behindSignIn((form) => {
  router.get('/people', [People, 'index']).as('people.index')
  router.get('/people/new', [People, 'create']).as('people.create').use(settings)
  router.post('/people', [People, 'store']).as('people.store').use(settings)
  router.get('/people/:id', [Hosts, 'edit']).as('hosts.edit')
  router.post('/people/:id', [Hosts, 'update']).as('hosts.update').use(settings)
  form('/people/:id/services', [HostServices, 'update']).as('host_services.update').use(settings)
  form('/people/:id/sign-in', [HostUsers, 'update']).as('host_users.update').use(settings)
})
