// English texts: frame, orders, invoices, dialogs. The settings area has a file of its own.

export default {
  common: {
    save: 'Save', cancel: 'Cancel', close: 'Close', dismiss: 'Dismiss message', loading: 'Loading …', retry: 'Try again', loadFailed: 'This page could not be loaded.', on: 'On', off: 'Off',
  },
  field: {
    required: 'Please fill in this field.', email: 'Please enter a complete e-mail address, such as name@company.example.', pattern: 'This entry does not have the expected form.',
    min: 'The smallest possible value is {min}.', max: 'The largest possible value is {max}.', number: 'Please enter a whole number.',
  },
  nav: {
    label: 'Kontor', main: 'Main', open: 'Open navigation', skip: 'Skip to content', foot: 'Demo company. All names are invented.',
    overview: 'Overview', orders: 'Orders', invoices: 'Invoices', stock: 'Legacy stock', settings: 'Settings',
  },
  top: {
    search: 'Search orders', searchHint: 'Search orders', dark: 'Switch to dark appearance', light: 'Switch to light appearance', account: 'Account', profile: 'Profile', shortcuts: 'Keyboard shortcuts',
    reset: 'Reset demo data', resetTitle: 'Reset demo data?', resetText: 'All changes made in this browser are lost: orders, settings and stock corrections.',
    away: 'Your out-of-office reply is active until {day}.', awayChange: 'Change',
  },
  inbox: {
    title: 'Notifications', unread: 'Notifications, new messages', settings: 'Settings', silent: 'Messages do not reach your screen at the moment.',
    overdue: 'Invoice {number} over {amount} is overdue.', stock: 'Stock count: 3 articles still need a correction.', today: 'Today, 08:12', yesterday: 'Yesterday, 16:40',
  },
  shortcuts: { title: 'Keyboard shortcuts', export: 'Export orders', newOrder: 'New order', search: 'Search', orders: 'Go to orders', invoices: 'Go to invoices', help: 'Show this overview' },
  theme: { label: 'Appearance', title: 'Display', system: 'Like the system', light: 'Light', dark: 'Dark', compact: 'Compact rows', compactHint: 'Shows more orders at once.' },
  status: {
    draft: 'Draft', confirmed: 'Confirmed', picking: 'Picking', shipped: 'Shipped', delivered: 'Delivered', on_hold: 'On hold', cancelled: 'Cancelled',
    open: 'Open', overdue: 'Overdue', paid: 'Paid',
  },
  overview: {
    hello: 'Good morning, {name}', open: 'Open orders', openNote: 'confirmed or being picked', revenue: 'Net revenue this month', revenueNote: 'from {n} orders',
    overdue: 'Overdue invoices', overdueNote: '{n} invoices', held: 'On hold', heldNote: 'orders waiting for a decision',
    chart: 'Net revenue by week', chartIntro: 'Last {n} weeks', chartText: 'Bar chart of the weekly net revenue, from {low} to {high}.',
    tasks: 'To be done', taskDrafts: 'Confirm {n} drafts', taskOverdue: '{number} is overdue: {company}', taskStock: 'Enter the counted stock of 3 articles', latest: 'Latest orders', allOrders: 'All orders',
  },
  grid: { selectAll: 'Select all orders', selectRow: 'Select order {name}' },
  range: { title: 'Order date', since: 'since {day}', up: 'until {day}', from: 'From', until: 'Until', week: '7 days', month: 'This month', year: 'This year', clear: 'Any date', apply: 'Apply' },
  orders: {
    title: 'Orders', number: 'Order', customer: 'Customer', placed: 'Placed', status: 'Status', delivery: 'Delivery', total: 'Total', actions: 'Actions', actionsFor: 'Actions for order {number}',
    count: '{total} orders', countFiltered: '{shown} of {total} orders', filters: 'Filters', filterText: 'Filter orders', filterHint: 'Number, customer, city …', text: 'Text',
    removeFilter: 'Remove filter {name}', clearFilters: 'Clear all filters', none: 'No orders match these filters.', noneHint: 'Remove a filter to see more.',
    selected: '{n} selected', exportSelected: 'Export selected', clearSelection: 'Clear selection', export: 'Export', new: 'New order',
    open: 'Open', printNote: 'Print delivery note', copyNumber: 'Copy order number', hold: 'Put on hold', release: 'Release', cancelOrder: 'Cancel order',
    statusChanged: 'Order {number}: {status}.', copied: 'Order number {number} copied.', copyRefused: 'The browser does not allow copying here.',
    zoneNote: 'Times are shown for {zone} ({offset}).', zoneChange: 'Change time zone',
  },
  order: {
    title: 'Order {number}', missing: 'This order does not exist.', back: 'Back to all orders', crumbs: 'Breadcrumb', more: 'More actions',
    lines: 'Articles', sku: 'No.', article: 'Article', quantity: 'Quantity', price: 'Unit price', amount: 'Amount', net: 'Net', vat: 'VAT 19 %', total: 'Total',
    customer: 'Customer', company: 'Company', address: 'Address', contact: 'Contact', reference: 'Reference', placed: 'Placed',
    delivery: 'Delivery date', deliveryTitle: 'Delivery', deliveryPast: 'The delivery date cannot lie in the past.', deliverySaved: 'Delivery date changed to {day}.',
    note: 'Note', noteTitle: 'Internal note', noteHint: 'Only colleagues see this.', noteSaved: 'Note saved.',
  },
  newOrder: {
    title: 'New order', customerStep: 'Customer', articlesStep: 'Articles', deliveryStep: 'Delivery', customer: 'Customer', choose: 'Please choose', reference: 'Customer reference', referenceHint: 'As on the purchase order, if there is one.',
    article: 'Article {n}', quantity: 'Quantity {n}', addLine: 'Add article', removeLine: 'Remove article {n}', deliveryHint: '{day} at the earliest.', tooEarly: 'The earliest date is {day}.',
    back: 'Back', next: 'Next', create: 'Create order', created: 'Order {number} created.',
  },
  export: {
    title: 'Export orders', rows: 'Which orders?', selected: 'The {n} selected orders', shown: 'The {n} orders shown', shownHint: 'A filter is active.', all: 'All {n} orders',
    format: 'Format', excel: 'CSV for Excel', excelHint: 'Semicolons, decimal comma', csv: 'CSV', csvHint: 'Commas, for other programs', json: 'JSON', jsonHint: 'For developers',
    export: 'Export', nothing: 'There is nothing to export.', done: '{n} orders exported: {name}', fileName: 'orders',
  },
  invoices: {
    title: 'Invoices', one: 'Invoice {number}', missing: 'This invoice does not exist.', back: 'Back to all invoices', count: '{n} invoices', byStatus: 'Invoices by status', all: 'All',
    number: 'Invoice', issued: 'Issued', due: 'Due', amount: 'Amount', printOne: 'Print invoice {number}', print: 'Print …', printSettings: 'Print settings', change: 'Change', changeLanguage: 'Change language',
    pages: 'Pages', previous: 'Previous page', next: 'Next page', page: 'Page {page} of {last}', preview: 'Preview', details: 'Details',
  },
  paper: {
    invoice: 'Invoice {number}', intro: 'Thank you for your order. We invoice the following deliveries:', position: 'Pos.', article: 'Article', quantity: 'Qty', amount: 'Amount',
    net: 'Net', vat: 'VAT 19 %', total: 'Total', due: 'Payable without deduction by {day}.', noHead: 'Plain paper: no letterhead',
  },
  tray: { tray1: 'Tray 1 – plain paper A4', tray2: 'Tray 2 – letterhead A4', tray3: 'Tray 3 – plain paper A3', manual: 'Manual feed', labels: 'Label roll' },
  print: {
    invoice: 'Print invoice {number}', deliveryNote: 'Print delivery note {number}', copies: 'Copies', remember: 'Use these settings for all invoices from now on', print: 'Print',
    withHead: 'With letterhead', withoutHead: 'Without letterhead', offline: '{printer} is offline. Please choose another printer.', sent: '{document} sent to {printer}, {tray}.', settingsIntro: 'These settings apply to all invoices that you print.',
  },
  stock: { intro: 'Warehouse system from 2004, until the move to Kontor is finished', open: 'Open in a new tab' },
};
