/** Whom EventBridge names as the source of ticket events. */
export const ticketSource = "urr.tickets";
