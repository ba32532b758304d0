//! What there are words for.

use crate::words::table::words;

words! {
    HelpWords:
    desk desk_about desk_none desk_none_hint desk_begin desk_unsaved desk_left desk_beside_differs desk_saved desk_blocked
    part_priorities part_hours part_questions part_connectors part_notices part_synonyms
    matrix matrix_hint threshold threshold_hint promises promises_hint respond resolve round_the_clock
    minutes_of_service no_promise as_hours
    desk_name desk_name_hint hours hours_hint time_zone days_label from_time until_time add_opening closed_days
    monday tuesday wednesday thursday friday saturday sunday
    channels channels_hint channel_by phone form mail page_ address_phone address_mail address_page
    for_priorities for_all own_hours add_channel
    questions_hint desk_questions_hint question_label answer_label makes_impact makes_urgency changes_nothing
    add_question add_answer
    takes_cases takes_cases_hint connectors_hint connector add_connector kind_of_system
    k_webhook k_mail k_request_tracker k_zammad k_jira k_service_now k_glpi
    connector_name connector_address connector_account connector_queue connector_request_type mail_from mail_to
    app_token token api_token signing_secret password_ secret_kept secret_new next_level next_level_hint try_connector
    try_good try_bad identify_secret identify_hint identify_take_away
    notices_hint notice notice_title notice_body notice_problems notice_from notice_until notice_at_once notice_open_end
    add_notice me_too me_too_none go_live go_to_releases local_time
    synonyms_hint synonym_words synonym_words_hint every_language add_synonyms
    cases cases_about cases_none cases_none_hint needs_attention waiting delivered closed given_up failed all_cases
    nothing_here attempts last_error next_attempt ticket try_again_now hand_on hand_on_about hand_on_to hand_on_why give_up
    give_up_about place case_taken who_asks identified not_identified reach path_taken path_none why_priority promised_
    impact_label urgency_label guide_left guide_step guide_version open_step surroundings page_label browser device
    facts_label user_wrote wireframe wireframe_hint deliveries handed_on_by reload
    part_signs signs_hint sign add_sign g_text g_state g_host_event g_failed_request sign_text sign_text_hint any_language
    event_name request_urls request_status request_status_hint
    target_from_guide target_guide target_step no_target_there
    part_triage part_tree tree_about tree_hint tree_begin tree_remove tree_first leads_on otherwise_ not_solved_
    ask_probe check_probe try_fix calculated to_person again_from tree_empty_hint
    outcomes outcomes_hint outcome_label outcome_picture add_outcome give_answers unsure_percent
    check_kind k_condition k_browser_below k_cookies k_storage k_notifications k_clock k_offline k_unreachable k_host_fact
    k_disagree browser_name version_ seconds_ address_name within_ms fact_name fact_one fact_other f_time_zone f_language
    f_page_language f_host     act_desk_save act_case_hand_on act_delivery_again act_delivery_give_up
    p_visual_needs
    checklists checklists_about new_checklist new_checklist_about checklist_example import_checklist no_checklist_yet
    no_checklist_yet_hint checklist tasks tasks_hint tasks_one tasks_many add_task task_title task_drag tasks_full
    all_guides_are_tasks no_guide_for_tasks checklist_pages_hint checklist_blocked delete_checklist delete_problem
    delete_document_about act_checklist_make act_checklist_remove
}
