import ImportClients from '#actions/clients/import_clients'

export default class ImportClientsJob {
  static readonly jobName = 'import_clients'

  handle() {
    return new ImportClients().handle()
  }
}
