import router from '@adonisjs/core/services/router'
import { importStack } from '#start/kernel'
import { behindSignIn, keepsClients, managesClients } from '#start/routes/owner/behind_sign_in'

const Clients = () => import('#controllers/owner/clients/clients_controller')
const ClientFiles = () => import('#controllers/owner/clients/client_files_controller')
const Imports = () => import('#controllers/owner/clients/client_imports_controller')
const ImportRefusals = () => import('#controllers/owner/clients/import_refusals_controller')
const Details = () => import('#controllers/owner/clients/client_details_controller')
const Notes = () => import('#controllers/owner/clients/client_notes_controller')
const Tags = () => import('#controllers/owner/clients/client_tags_controller')
const Merges = () => import('#controllers/owner/clients/client_merges_controller')
const Data = () => import('#controllers/owner/privacy/client_data_controller')
const ClientErasures = () => import('#controllers/owner/privacy/client_erasures_controller')
const Erasures = () => import('#controllers/owner/privacy/erasures_controller')
const ErasureRefusals = () => import('#controllers/owner/privacy/erasure_refusals_controller')
const Blocks = () => import('#controllers/owner/clients/client_blocks_controller')

behindSignIn((form) => {
  router.get('/clients', [Clients, 'index']).as('clients.index')
  router.get('/clients.csv', [ClientFiles, 'show']).as('client_files.show').use(managesClients)
  router
    .get('/clients/imports', [Imports, 'create'])
    .as('client_imports.create')
    .use(managesClients)
  router
    .get('/clients/imports/:id', [Imports, 'show'])
    .as('client_imports.show')
    .use(managesClients)
  router
    .post('/clients/imports/:id', [Imports, 'update'])
    .as('client_imports.update')
    .use(managesClients)
  router
    .get('/clients/imports/:id/refused.csv', [ImportRefusals, 'show'])
    .as('import_refusals.show')
    .use(managesClients)
  router.get('/clients/:id', [Clients, 'show']).as('clients.show')

  router.get('/clients/:id/edit', [Details, 'edit']).as('client_details.edit').use(keepsClients)
  router
    .post('/clients/:id/edit', [Details, 'update'])
    .as('client_details.update')
    .use(keepsClients)
  form('/clients/:id/notes', [Notes, 'store']).as('client_notes.store').use(keepsClients)
  form('/clients/:id/tags', [Tags, 'store']).as('client_tags.store').use(keepsClients)
  form('/clients/:id/tags/removal', [Tags, 'destroy'], '/clients')
    .as('client_tags.destroy')
    .use(keepsClients)
  router.get('/clients/notes/:id', [Notes, 'edit']).as('client_notes.edit').use(keepsClients)
  router.post('/clients/notes/:id', [Notes, 'update']).as('client_notes.update').use(keepsClients)
  form('/clients/notes/:id/removal', [Notes, 'destroy'])
    .as('client_notes.destroy')
    .use(keepsClients)

  router
    .get('/clients/:id/merge', [Merges, 'create'])
    .as('client_merges.create')
    .use(managesClients)
  router.post('/clients/:id/merge', [Merges, 'store']).as('client_merges.store').use(managesClients)
  form('/clients/:id/merge/removal', [Merges, 'destroy'], '/clients')
    .as('client_merges.destroy')
    .use(managesClients)
  router
    .get('/clients/:id/everything.json', [Data, 'show'])
    .as('client_data.show')
    .use(managesClients)
  router
    .get('/clients/:id/erasure', [ClientErasures, 'create'])
    .as('client_erasures.create')
    .use(managesClients)
  router
    .post('/clients/:id/erasure', [ClientErasures, 'store'])
    .as('client_erasures.store')
    .use(managesClients)
  router.get('/erasures/:id', [Erasures, 'show']).as('erasures.show').use(managesClients)
  form('/erasures/:id/refusal', [ErasureRefusals, 'store'])
    .as('erasure_refusals.store')
    .use(managesClients)
  form('/clients/:id/block', [Blocks, 'store']).as('client_blocks.store').use(managesClients)
  form('/clients/:id/block/removal', [Blocks, 'destroy'], '/clients')
    .as('client_blocks.destroy')
    .use(managesClients)
})

behindSignIn(() => {
  router.post('/clients/imports', [Imports, 'store']).as('client_imports.store').use(managesClients)
}, importStack)
