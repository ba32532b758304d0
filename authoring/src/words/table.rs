//! What there are words for.

macro_rules! words {
    ($kind:ident: $($name:ident)*) => {
        /// Words of the interface in one language. `{}` stands for a value.
        #[derive(Debug)]
        pub struct $kind {
            $(#[allow(missing_docs, reason = "the English words say it")] pub $name: &'static str,)*
        }
    };
}

/// The words of a language, by name.
macro_rules! said {
    ($kind:ident: $($name:ident = $words:literal;)*) => {
        /// The words.
        pub const WORDS: super::$kind = super::$kind { $($name: $words,)* };
    };
}
pub(super) use {said, words};

words! {
    Words:
    tag close cancel save try_again loading add remove more language english german scheme scheme_system
    scheme_light scheme_dark skip_to_content offline strange_answer welcome setup_about setup_code
    setup_code_hint your_name email password password_hint project_id project_id_hint default_language
    default_language_hint begin sign_in sign_in_about sign_in_with or sign_out project projects new_project
    project_name no_project no_project_hint nowhere nowhere_hint to_library library releases ledger members
    theme settings navigation commands palette_example palette_nothing go_to guides guide new_guide
    new_guide_about title title_example create search_guides owner everybody mine state_ all_states
    state_draft state_in_review state_approved state_published languages steps changed problems no_problems
    errors_one errors_many warnings_one warnings_many steps_one steps_many guides_one guides_many guides_of
    library_empty library_empty_hint library_nothing library_nothing_hint show_all import_guide
    import_failed by live_in untitled step_number add_step add_step_after duplicate delete_step move_up
    move_down make_question make_instruction kind_instruct kind_question kind_check kind_sub_guide kind_end
    kind_unknown view_steps view_graph view_texts view_guide view undo redo saved saving unsaved saved_here
    saved_here_short save_refused read_only locked_by locked_by_self take_over take_over_hint taken_over
    conflict conflict_about keep_mine take_theirs save_mine_as_file recovered send_to_review versions
    review_note review_note_example review_blocked sent_to_review record try_guide try_hint text_language
    heading body summary answer answers answer_number add_answer leads_to outdated outdated_hint
    mark_current missing_text formatting bold italic link list numbered_list subheading keys callout picture
    target_name picture_too_large preview shown surface surface_tooltip surface_modal
    surface_banner side side_auto side_top side_bottom side_start side_end align align_start align_center
    align_end mark mark_ring mark_beacon mark_none backdrop target target_about target_none target_none_hint
    pick pick_again find_now evidence evidence_one evidence_many evidence_whole within frame_target completion
    completion_about completion_none add_completion done_next done_click done_double_click done_context_menu
    done_key done_input done_state done_navigation done_host_event on_other keys_example address_example
    event_example missing missing_after missing_wait missing_unanchored missing_skip missing_ask
    missing_escalate next then_ conditions skip_when entry condition add_condition c_all c_any c_not c_url
    c_attribute c_platform c_language c_element c_guide c_date c_host_event c_answer c_unsupported
    attribute_name attribute_example v_present v_absent v_is v_contains v_like v_number values_hint at_least
    at_most from until s_visible s_hidden s_enabled s_disabled s_on s_off s_expanded s_collapsed s_focused
    s_valid s_invalid s_value s_text h_never_started h_started h_solved h_not_solved h_declined p_windows
    as_in compared p_macos p_linux p_ios p_android if_true if_false if_unknown same_as_not wait_seconds sub_guide solved
    stopped escalated ends_escalated outcome outcome_solved outcome_solved_hint outcome_stopped
    outcome_stopped_hint outcome_escalated outcome_escalated_hint asks_feedback start_here begin_here
    choose_step choose_step_hint guide_broken guide_broken_hint file_text fix_it findings findings_here
    findings_all no_findings checking graph graph_hint arrange fit zoom_in zoom_out texts_about only_open
    copy_over export_csv export_xliff import_texts imported_texts import_texts_failed all_translated used_in
    pages_ pages_hint audience trigger trigger_none offer offer_ask offer_beacon offer_start frequency
    f_once f_until_solved f_at_most f_always progress progress_count progress_bar progress_hidden
    resume_hours delete_guide delete_guide_about deleted versions_about version no_versions no_versions_hint
    open_guide compared_with first_version no_differences approve send_back verdict_note approved_by
    sent_back_by waits needs_second needs_second_hint releases_about environment ready nothing_ready
    nothing_ready_hint checklist checklist_good unapproved release_note release_note_example publish
    published_as live release repeats roll_back roll_back_about roll_back_note rolled_back history
    no_releases no_environments no_environments_hint ledger_about ledger_empty when who what members_about
    role role_author role_reviewer role_publisher role_admin role_author_hint role_reviewer_hint
    role_publisher_hint role_admin_hint invite first_password invited remove_member settings_about general
    languages_hint four_eyes four_eyes_hint takes_usage takes_usage_hint environments origins origins_hint
    start_url add_environment embed embed_hint settings_saved theme_about accent accent_dark contrast_good
    contrast_poor colour_unreadable radius typeface typeface_system typeface_inherit typeface_serif
    backdrop_percent theme_example drag_hint search_steps actions actions_hint add_action a_navigate a_open_guide a_fill
    a_set a_focus a_host_callback a_open_system_setting y_printer y_notifications y_language y_time_zone
    y_default_apps label_ value imported_left copy_texts for_translators hash act_publish act_roll_back
    act_approve act_send_back act_review_ask act_member_set act_member_remove act_settings_save
    act_guide_remove act_take_over act_guide_make act_guide_owner act_asset_take act_password_change
    act_project_make act_token_make act_token_remove window_refused found_one found_none found_many
    try_blocked open_app open_app_about no_app other_origin code_about code_hint get_code as_it_is
    simulate_missing simulate_facts simulate_facts_hint recorded_about app_waiting app_away app_recording
    app_paused app_met stop_recording stop_trying actions_missing take_steps discard news grade_good
    grade_fair grade_poor r_no_name r_generated_id r_one_language r_look_alike r_in_list
    narrow control_missing trace t_true t_false t_unknown preview_none preview_failed preview_blocked preview_as wireframe_none
    view_usage usage_off usage_off_hint usage_few usage_few_hint usage_about u_followed u_abandoned
    u_helped u_helped_of u_by_step u_shown u_done u_left u_missing u_retraced retraced retraced_hint
    standing owner_hint owner_set ends_never ends_at ends_hint ends_first day_and_time let_end let_stay
    end_set end_taken publish_later publish_later_hint publish_at schedule scheduled overtaken goes_live
    scheduled_as call_off call_off_about called_off takes_its_place rotate rotate_about
    rotated tokens tokens_about tokens_none tokens_none_hint token_make token_name token_example
    token_days token_days_hint token_once copy copied done_reading token_unused token_used token_ends
    token_endless revoke revoke_about revoked act_publish_cancel act_keys_rotate act_guide_expiry
    act_expire act_renew
    self_help self_help_about new_problem new_problem_about problem_example import_problem no_problem_yet
    no_problem_yet_hint causes_many problem causes probes fixes symptom symptoms symptoms_hint add_symptom
    priority impact urgency level_low level_medium level_high person_minutes recurs_days cause share_percent
    causes_hint rest_percent add_cause m_practical m_visual probes_hint add_probe probe_by cost_seconds
    question_text chances yes no fixes_hint cost_minutes mends verified_by add_fix simulator simulator_empty
    minutes_own minutes_best minutes_known minutes_person not_told minutes true_cause something_else
    calculating for_this_cause not_solved act_problem_make act_problem_remove
    renewed renewed_hint renewed_changes renewed_seen look_in_app look_again look_first look_no_app look_under_way
    look_missing look_seen look_seen_as_it_was look_refused take_over_evidence evidence_taken
    same_control same_question same_hint same_yes same_no same_too_late
    x_kind x_name x_text x_label x_hint x_id x_attribute x_link x_look x_heading x_table x_region x_place x_around
    x_other x_new x_gone e_tag e_css e_ancestry e_page e_place u_renewed u_renewed_hint u_renewed_by
    lasts_long lasts_probably lasts_hardly lasts_found lasts_hidden lasts_mistaken lasts_advice
    l_classes l_ids l_wrappers l_order l_growth l_attributes l_names l_text l_around l_translation l_theme l_library
    lead_heading lead_text lead_label lead_target lead_name lead_exit lead_condition lead_completion lead_look
    lead_missing lead_buttons lead_answers lead_outcome lead_guide lead_wait lead_pages lead_trigger
    lead_steps lead_step lead_whole
}
