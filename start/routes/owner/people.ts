import router from '@adonisjs/core/services/router'
import { middleware, sessionStack } from '#start/kernel'
import { toPageAbove } from '#start/page_above'
import { behindSignIn, managesTeam, settings } from '#start/routes/owner/behind_sign_in'

const People = () => import('#controllers/owner/people/people_controller')
const Hosts = () => import('#controllers/owner/people/hosts_controller')
const HostServices = () => import('#controllers/owner/people/host_services_controller')
const PersonalPages = () => import('#controllers/owner/people/personal_pages_controller')
const TeamPages = () => import('#controllers/owner/people/team_pages_controller')
const HostUsers = () => import('#controllers/owner/people/host_users_controller')
const Invitations = () => import('#controllers/owner/people/invitations_controller')
const Renewals = () => import('#controllers/owner/people/invitation_renewals_controller')
const Revocations = () => import('#controllers/owner/people/invitation_revocations_controller')
const Members = () => import('#controllers/owner/people/members_controller')
const MemberRemovals = () => import('#controllers/owner/people/member_removals_controller')
const Acceptances = () => import('#controllers/owner/people/invitation_acceptances_controller')

behindSignIn((form) => {
  router.get('/people', [People, 'index']).as('people.index')
  router.get('/people/new', [People, 'create']).as('people.create').use(settings)
  router.post('/people', [People, 'store']).as('people.store').use(settings)
  router.get('/people/:id', [Hosts, 'edit']).as('hosts.edit')
  router.post('/people/:id', [Hosts, 'update']).as('hosts.update').use(settings)
  router.get('/people/pages/new', [TeamPages, 'create']).as('team_pages.create').use(settings)
  form('/people/pages', [TeamPages, 'store'], '/people/pages/new')
    .as('team_pages.store')
    .use(settings)
  router.get('/people/pages/:id', [TeamPages, 'edit']).as('team_pages.edit').use(settings)
  router.post('/people/pages/:id', [TeamPages, 'update']).as('team_pages.update').use(settings)
  form('/people/pages/:id/removal', [TeamPages, 'destroy']).as('team_pages.destroy').use(settings)
  router.get('/people/:id/page', [PersonalPages, 'edit']).as('personal_pages.edit')
  router.post('/people/:id/page', [PersonalPages, 'update']).as('personal_pages.update')
  form('/people/:id/services', [HostServices, 'update']).as('host_services.update').use(settings)
  form('/people/:id/sign-in', [HostUsers, 'update']).as('host_users.update').use(settings)

  router
    .get('/people/invitations/new', [Invitations, 'create'])
    .as('invitations.create')
    .use(managesTeam)
  form('/people/invitations', [Invitations, 'store'], '/people/invitations/new')
    .as('invitations.store')
    .use(managesTeam)
  form('/people/invitations/:id/renewal', [Renewals, 'store'], '/people')
    .as('invitation_renewals.store')
    .use(managesTeam)
  form('/people/invitations/:id/revocation', [Revocations, 'store'], '/people')
    .as('invitation_revocations.store')
    .use(managesTeam)
  router.get('/people/members/:id', [Members, 'edit']).as('members.edit').use(managesTeam)
  form('/people/members/:id/role', [Members, 'update']).as('members.update').use(managesTeam)
  form('/people/members/:id/removal', [MemberRemovals, 'store'])
    .as('member_removals.store')
    .use(managesTeam)
})

/** By the link in a mail. */
router
  .group(() => {
    router.get('/', [Acceptances, 'show']).as('invitation_acceptances.show')
    router.post('/', [Acceptances, 'store']).as('invitation_acceptances.store')
    router
      .post('/account', [Acceptances, 'storeAccount'])
      .as('invitation_acceptances.store_account')
    router.get('/account', toPageAbove).as('invitation_acceptances.show_account')
  })
  .prefix('/invitations/:token')
  .where('token', /^[\w-]{22,64}$/)
  .as('owner')
  .use([...sessionStack, middleware.secretAddress()])
